using System.Runtime.CompilerServices;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace AutoDiff.Generator.Tests.Snapshots;

/// <summary>
/// Compares text with <c>Name.verified.cs</c> beside the test; a mismatch writes <c>Name.received.cs</c>. The conventions are those of Verify, so that adopting it changes this
/// file alone. Setting <c>AUTODIFF_ACCEPT</c> accepts what is received.
/// </summary>
internal static class Snapshot
{
    public static void Verify(string text, string name, [CallerFilePath] string test = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(test)!, name);
        string verified = path + ".verified.cs";
        string received = path + ".received.cs";
        string expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        if (Environment.GetEnvironmentVariable("AUTODIFF_ACCEPT") is { Length: > 0 })
        {
            File.WriteAllText(verified, text);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        IEnumerable<string> changes = InlineDiffBuilder.Diff(expected, text).Lines
            .Where(line => line.Type != ChangeType.Unchanged)
            .Take(60)
            .Select(line => (line.Type == ChangeType.Inserted ? "+ " : "- ") + line.Text);
        Assert.Fail($"{name}: the generated code differs from {Path.GetFileName(verified)}. If the change is meant, replace it by {Path.GetFileName(received)}.\n"
            + string.Join("\n", changes));
    }
}
