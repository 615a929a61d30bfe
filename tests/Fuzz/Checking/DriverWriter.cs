using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoDiff.Fuzz.Checking;

/// <summary>Writes the <see cref="Subject"/> of one program: calls with the types that its entry and its generated members have.</summary>
internal sealed class DriverWriter(Signature signature, string space, string twin, SyntaxNode program, IReadOnlyList<SyntaxNode> generated)
{
    private const string Workspace = "global::AutoDiff.Workspace";
    private readonly Dictionary<string, MethodDeclarationSyntax> _members = Methods(generated).Where(m => m.Identifier.Text.StartsWith('F')).ToDictionary(m => m.Identifier.Text);
    private readonly ArgumentText _arguments = new(space);

    private IEnumerable<(EntryParameter Parameter, int Index)> Parameters => signature.Parameters.Select((p, i) => (p, i));

    private IEnumerable<EntryParameter> ByValue => signature.Parameters.Where(p => p is { IsActive: true, IsBuffer: false });

    /// <param name="isLean">Whether F and its derivative are enough.</param>
    public string Write(bool isLean)
    {
        bool hasWorkspace = TakesWorkspace("FVjp");
        bool hasGradient = _members.ContainsKey("FGradient");
        bool hasSplit = _members.ContainsKey("FForward") && !signature.HasParts;
        bool hasTangents = _members.ContainsKey("FJvp");
        var text = new StringBuilder();
        text.Append("#nullable disable\n");
        text.Append($"namespace {space}.Driver {{ using System; using System.Collections.Generic; using AutoDiff.Fuzz.Checking; public sealed class Driver : Subject {{ ");
        text.Append($"public override bool HasWorkspace => {Bool(hasWorkspace)}; public override bool HasGradient => {Bool(hasGradient)}; ");
        text.Append($"public override bool HasSplitForm => {Bool(hasSplit)}; public override bool HasTangents => {Bool(hasTangents)}; ");
        Method(text, "Primal(object[] a)", Converted('a', signature.Parameters), $"global::{space}.Program.F({Primals()})", Results("r", _arguments));
        string vjp = $"global::{space}.Program.FVjp({Join(Primals(), CombinedCotangents(), Adjoints(includeOut: false), hasWorkspace ? "w" : "")})";
        Conversion both = Converted('a', signature.Parameters).And(Converted('d', Accumulated()));
        Method(text, $"Vjp(object[] a, object[] c, object[] d, {Workspace} w)", both, vjp, Combined());
        if (isLean)
        {
            return text.Append("} }").ToString();
        }

        var traced = new ArgumentText(space + ".Traced");
        Method(text, "Traced(object[] a)", Converted('a', signature.Parameters, traced), $"global::{space}.Traced.Program.F({Primals()})", Results("r", traced));
        var doubled = new ArgumentText($"{space}.{twin}") { IsDouble = true };
        Method(text, "Twin(object[] a)", Converted('a', signature.Parameters, doubled), $"global::{space}.{twin}.Program.F({Primals(doubled)})", Results("r", doubled));
        text.Append($"public override bool CallsPrimals => {Bool(CallsPrimals())}; ");
        text.Append($"public override bool MakesObjects => {Bool(generated.Any(root => root.ToString().Contains(".AutoDiffMembers.New()", StringComparison.Ordinal)))}; ");
        text.Append($"public override long PrimalAllocatedBytes(object[] a) {{ {Measured(Converted('a', signature.Parameters), $"global::{space}.Program.F({Primals()})")} }} ");
        text.Append($"public override long AllocatedBytes(object[] a, object[] c, object[] d, {Workspace} w) {{ {Measured(both, vjp)} }} ");
        if (hasGradient)
        {
            string gradient = $"global::{space}.Program.FGradient({Join(Primals(), Adjoints(includeOut: false), TakesWorkspace("FGradient") ? "w" : "")})";
            Method(text, $"Gradient(object[] a, object[] d, {Workspace} w)", both, gradient, Combined());
        }

        if (hasTangents)
        {
            string jvp = $"global::{space}.Program.FJvp({Join(Primals(), Tangents(), TakesWorkspace("FJvp") ? "w" : "")})";
            Conversion conversion = Converted('a', signature.Parameters).And(Converted('d', signature.Parameters.Where(p => p.IsActive)));
            Method(text, $"Jvp(object[] a, object[] d, {Workspace} w)", conversion, jvp, [.. Results("r.Item1", _arguments), .. Results("r.Item2", _arguments)]);
        }

        if (hasSplit)
        {
            WriteSplit(text);
        }

        return text.Append("} }").ToString();
    }

    private void WriteSplit(StringBuilder text)
    {
        string forward = $"global::{space}.Program.FForward({Join(Primals(), Adjoints(includeOut: true), "w")})";
        Conversion both = Converted('a', signature.Parameters).And(Converted('d', Accumulated()));
        Method(text, $"Forward(object[] a, object[] d, {Workspace} w)", both, forward, Results("r", _arguments));
        string reverse = $"global::{space}.Program.FReverse({Join(ReversePrimals(), Adjoints(includeOut: true), SplitCotangents(), "w")})";
        int adjoints = ByValue.Count();
        Method(text, $"Reverse(object[] a, object[] d, object[] c, {Workspace} w)", both, reverse, [.. Enumerable.Range(1, adjoints).Select(i => adjoints > 1 ? $"r.Item{i}" : "r")]);
    }

    private static string Measured(Conversion conversion, string call) =>
        $"{conversion.Before} long before = GC.GetAllocatedBytesForCurrentThread(); {call}; return GC.GetAllocatedBytesForCurrentThread() - before;";

    // The program's own methods are called by their own names, those that are generated by longer ones.
    private bool CallsPrimals()
    {
        string[] calls = [.. Methods([program]).Select(m => $".{m.Identifier.Text}(").Distinct()];
        return Methods(generated).Select(m => m.Body?.ToString() ?? "").Any(body => calls.Any(call => body.Contains(call, StringComparison.Ordinal)));
    }

    private static IEnumerable<MethodDeclarationSyntax> Methods(IEnumerable<SyntaxNode> roots) =>
        roots.SelectMany(root => root.DescendantNodes(n => n is not MethodDeclarationSyntax)).OfType<MethodDeclarationSyntax>();

    private bool TakesWorkspace(string member) =>
        _members.TryGetValue(member, out MethodDeclarationSyntax? method) && method.ParameterList.Parameters.Any(p => p.Type!.ToString().EndsWith("Workspace?", StringComparison.Ordinal));

    private bool Takes(string member, string parameter) =>
        _members.TryGetValue(member, out MethodDeclarationSyntax? method) && method.ParameterList.Parameters.Any(p => p.Identifier.Text == parameter);

    private static void Method(StringBuilder text, string head, Conversion conversion, string call, IReadOnlyList<string> values) =>
        text.Append($"public override object[] {head} {{ {conversion.Before} {(values.Count > 0 ? "var r = " : "")}{call}; {conversion.After} return new object[] {{ {string.Join(", ", values)} }}; }} ");

    private IEnumerable<EntryParameter> Accumulated() => signature.Parameters.Where(p => p is { IsActive: true, IsBuffer: true });

    private Conversion Converted(char from, IEnumerable<EntryParameter> parameters, ArgumentText? arguments = null)
    {
        HashSet<EntryParameter> those = [.. parameters];
        List<Conversion> all = [.. Parameters.Where(p => p.Parameter.IsConverted && those.Contains(p.Parameter)).Select(p => (arguments ?? _arguments).Conversion(p.Parameter, from, p.Index))];
        return new Conversion(string.Concat(all.Select(c => c.Before)), string.Concat(all.Select(c => c.After)));
    }

    private string Primals(ArgumentText? arguments = null) => string.Join(", ", Parameters.Select(p => (arguments ?? _arguments).Argument(p.Parameter, 'a', p.Index)));

    private string ReversePrimals() => string.Join(", ", Parameters.Where(p => p.Parameter.IsBuffer && Takes("FReverse", p.Parameter.Name))
        .Select(p => _arguments.Argument(p.Parameter with { Modifier = p.Parameter.Modifier == "out" ? "ref" : p.Parameter.Modifier }, 'a', p.Index)));

    private string Adjoints(bool includeOut) => string.Join(", ", Parameters
        .Where(p => p.Parameter is { IsActive: true, IsBuffer: true } && (includeOut || p.Parameter.Modifier != "out"))
        .Select(p => _arguments.Argument(p.Parameter.Modifier == "out" ? p.Parameter with { Modifier = "ref" } : p.Parameter, 'd', p.Index)));

    private string Tangents() => string.Join(", ", Parameters.Where(p => p.Parameter.IsActive).Select(p => _arguments.Argument(p.Parameter, 'd', p.Index)));

    private string CombinedCotangents()
    {
        var parts = new List<string>();
        if (signature.ResultAggregate.Length > 0)
        {
            parts.Add(_arguments.Read(signature.ResultAggregate, "c[0]"));
        }
        else if (signature.Results.Any(r => r is "double" or "float"))
        {
            IEnumerable<string> results = signature.Results.Select((r, i) => $"(({r})c[{i}])");
            parts.Add(signature.Results.Count == 1 ? results.First() : $"({string.Join(", ", results)})");
        }

        parts.AddRange(Parameters.Where(p => p.Parameter is { Modifier: "out", IsActive: true }).Select(p => $"(({p.Parameter.Storage})d[{p.Index}])[0]"));
        return string.Join(", ", parts);
    }

    private string SplitCotangents() => string.Join(", ", signature.Results.Select((r, i) => (r, i)).Where(r => r.r is "double" or "float").Select(r => $"(({r.r})c[{r.i}])"));

    // The value's parts, then the adjoints of what is passed by value.
    private List<string> Combined()
    {
        int adjoints = ByValue.Count();
        int things = (signature.Results.Count > 0 ? 1 : 0) + adjoints;
        List<string> values = signature.Results.Count > 0 ? Results(things == 1 ? "r" : "r.Item1", _arguments) : [];
        int next = things - adjoints + 1;
        foreach (EntryParameter parameter in ByValue)
        {
            values.Add(_arguments.Result(parameter.Kind == ParameterKind.Pair ? null : parameter.Aggregate, parameter.Doubles, things == 1 ? "r" : $"r.Item{next++}"));
        }

        return values;
    }

    private List<string> Results(string from, ArgumentText arguments) => signature.ResultAggregate.Length > 0
        ? [arguments.Result(signature.ResultAggregate, signature.ResultDoubles, from)]
        : [.. Enumerable.Range(1, signature.Results.Count).Select(i => signature.Results.Count > 1 ? $"{from}.Item{i}" : from)];

    private static string Join(params string[] parts) => string.Join(", ", parts.Where(p => p.Length > 0));

    private static string Bool(bool value) => value ? "true" : "false";
}
