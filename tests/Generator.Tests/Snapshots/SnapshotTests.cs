using System.Reflection;

namespace AutoDiff.Generator.Tests.Snapshots;

/// <summary>The generated code of a few methods, as users review it. Stability isn't correctness: each project is compiled without warnings, and the check in it is run.</summary>
public class SnapshotTests
{
    public static TheoryData<string> Names => new(SnapshotSources.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_code(string name)
    {
        string source = SnapshotSources.All[name];
        var project = new GeneratedProject(source);
        Assembly assembly = project.Load();
        try
        {
            assembly.GetType("Check")!.GetMethod("Run")!.Invoke(null, null);
        }
        catch (TargetInvocationException exception)
        {
            Assert.Fail(exception.InnerException!.ToString());
        }

        string text = string.Join("\n", project.Sources.Where(s => !s.Key.Contains("SplitFormVersion")).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Value));
        Snapshot.Verify(text, name);
    }
}
