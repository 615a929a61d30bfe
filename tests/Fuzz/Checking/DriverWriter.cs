using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Checking;

/// <summary>Writes the <see cref="Subject"/> of one program: calls with the types that its entry and its generated members have.</summary>
internal sealed class DriverWriter(Signature signature, string space, string twin, IEnumerable<SyntaxNode> generated)
{
    private readonly Dictionary<string, MethodDeclarationSyntax> _members = generated.SelectMany(root => root.DescendantNodes(n => n is not MethodDeclarationSyntax)).OfType<MethodDeclarationSyntax>()
        .Where(m => m.Identifier.Text.StartsWith('F')).ToDictionary(m => m.Identifier.Text);

    private IEnumerable<EntryParameter> ByValue => signature.Parameters.Where(p => p is { IsActive: true, IsBuffer: false });

    /// <param name="isLean">Whether F and its derivative are enough.</param>
    public string Write(bool isLean)
    {
        bool hasWorkspace = TakesWorkspace("FVjp");
        bool hasGradient = _members.ContainsKey("FGradient");
        bool hasSplit = _members.ContainsKey("FForward");
        var text = new StringBuilder();
        text.Append($"namespace {space}.Driver {{ public sealed class Driver : global::AutoDiff.Fuzz.Checking.Subject {{ ");
        text.Append($"public override bool HasWorkspace => {Bool(hasWorkspace)}; public override bool HasGradient => {Bool(hasGradient)}; public override bool HasSplitForm => {Bool(hasSplit)}; ");
        Method(text, "Primal(object[] a)", $"global::{space}.Program.F({Primals("a", s => s)})", Values(signature.ResultType != "void" ? signature.Results.Count : 0, "r", isTuple: signature.Results.Count > 1));
        string vjp = $"global::{space}.Program.FVjp({Join(Primals("a", s => s), CombinedCotangents(), Adjoints(includeOut: false), hasWorkspace ? "w" : "")})";
        Method(text, "Vjp(object[] a, object[] c, object[] d, global::AutoDiff.Workspace? w)", vjp, Combined());
        if (isLean)
        {
            return text.Append("} }").ToString();
        }

        Method(text, "Traced(object[] a)", $"global::{space}.Traced.Program.F({Primals("a", s => s)})", Values(signature.Results.Count, "r", signature.Results.Count > 1));
        Method(text, "Twin(object[] a)", $"global::{space}.{twin}.Program.F({Primals("a", s => s.Replace("float", "double", StringComparison.Ordinal))})", Values(signature.Results.Count, "r", signature.Results.Count > 1));
        string gradient = $"global::{space}.Program.FGradient({Join(Primals("a", s => s), Adjoints(includeOut: false), hasGradient && TakesWorkspace("FGradient") ? "w" : "")})";
        Method(text, "Gradient(object[] a, object[] d, global::AutoDiff.Workspace? w)", hasGradient ? gradient : "", Combined());
        string forward = $"global::{space}.Program.FForward({Join(Primals("a", s => s), Adjoints(includeOut: true), "w")})";
        Method(text, "Forward(object[] a, object[] d, global::AutoDiff.Workspace w)", hasSplit ? forward : "", Values(signature.Results.Count, "r", signature.Results.Count > 1));
        string reverse = $"global::{space}.Program.FReverse({Join(ReversePrimals(), Adjoints(includeOut: true), SplitCotangents(), "w")})";
        int adjoints = ByValue.Count();
        Method(text, "Reverse(object[] a, object[] d, object[] c, global::AutoDiff.Workspace w)", hasSplit ? reverse : "", Values(adjoints, "r", adjoints > 1));
        text.Append("public override long AllocatedBytes(object[] a, object[] c, object[] d, global::AutoDiff.Workspace? w) { ");
        text.Append($"long before = global::System.GC.GetAllocatedBytesForCurrentThread(); {vjp}; return global::System.GC.GetAllocatedBytesForCurrentThread() - before; }} ");
        return text.Append("} }").ToString();
    }

    private bool TakesWorkspace(string member) =>
        _members.TryGetValue(member, out MethodDeclarationSyntax? method) && method.ParameterList.Parameters.Any(p => p.Type!.ToString().EndsWith("Workspace?", StringComparison.Ordinal));

    private bool Takes(string member, string parameter) =>
        _members.TryGetValue(member, out MethodDeclarationSyntax? method) && method.ParameterList.Parameters.Any(p => p.Identifier.Text == parameter);

    private static void Method(StringBuilder text, string head, string call, IReadOnlyList<string> values)
    {
        if (call.Length == 0)
        {
            text.Append($"public override object[] {head} => throw new global::System.NotSupportedException(); ");
            return;
        }

        text.Append($"public override object[] {head} {{ {(values.Count > 0 ? "var r = " : "")}{call}; return new object[] {{ {string.Join(", ", values)} }}; }} ");
    }

    private string Primals(string from, Func<string, string> map) => string.Join(", ", signature.Parameters.Select((p, i) =>
    {
        string value = $"(({map(p.Storage)}){from}[{i}])";
        return p.IsReference ? $"{p.Modifier} {value}[0]" : value;
    }));

    private string ReversePrimals() => string.Join(", ", signature.Parameters.Select((p, i) => (p, i)).Where(p => p.p.IsBuffer && Takes("FReverse", p.p.Name))
        .Select(p => p.p.IsReference ? $"ref (({p.p.Storage})a[{p.i}])[0]" : $"(({p.p.Storage})a[{p.i}])"));

    private string Adjoints(bool includeOut) => string.Join(", ", signature.Parameters.Select((p, i) => (p, i))
        .Where(p => p.p is { IsActive: true, IsBuffer: true } && (includeOut || p.p.Modifier != "out"))
        .Select(p => p.p.IsReference ? $"ref (({p.p.Storage})d[{p.i}])[0]" : $"(({p.p.Storage})d[{p.i}])"));

    private string CombinedCotangents()
    {
        var parts = new List<string>();
        if (signature.Results.Any(r => r is "double" or "float"))
        {
            IEnumerable<string> results = signature.Results.Select((r, i) => $"(({r})c[{i}])");
            parts.Add(signature.Results.Count == 1 ? results.First() : $"({string.Join(", ", results)})");
        }

        parts.AddRange(signature.Parameters.Select((p, i) => (p, i)).Where(p => p.p is { Modifier: "out", IsActive: true }).Select(p => $"(({p.p.Storage})d[{p.i}])[0]"));
        return string.Join(", ", parts);
    }

    private string SplitCotangents() => string.Join(", ", signature.Results.Select((r, i) => (r, i)).Where(r => r.r is "double" or "float").Select(r => $"(({r.r})c[{r.i}])"));

    // The value's parts, then the adjoints of what is passed by value.
    private List<string> Combined()
    {
        int adjoints = ByValue.Count();
        int things = (signature.Results.Count > 0 ? 1 : 0) + adjoints;
        var values = new List<string>();
        if (signature.Results.Count > 0)
        {
            values.AddRange(Values(signature.Results.Count, things == 1 ? "r" : "r.Item1", signature.Results.Count > 1));
        }

        for (int i = 0; i < adjoints; i++)
        {
            values.Add(things == 1 ? "r" : $"r.Item{things - adjoints + i + 1}");
        }

        return values;
    }

    private static List<string> Values(int count, string from, bool isTuple) => Enumerable.Range(1, count).Select(i => isTuple ? $"{from}.Item{i}" : from).ToList();

    private static string Join(params string[] parts) => string.Join(", ", parts.Where(p => p.Length > 0));

    private static string Bool(bool value) => value ? "true" : "false";
}
