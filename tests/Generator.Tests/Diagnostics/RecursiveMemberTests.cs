using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>Members without a split form that call themselves.</summary>
public class RecursiveMemberTests
{
    private const string Caller = "static partial class C { [Differentiable] public static double F(Node n, double x) => ";

    [Fact]
    public void AMarkedAccessor() => Verify(
        "[Differentiable] public partial class Node { public double V = 2; public Node? Next; public double Sum { [{|GRAD0004:Differentiable|}] get => V + (Next is null ? 0 : {|GRAD0119:Next.Sum|}); } } "
        + Caller + "n.Sum * x; }",
        "Cannot generate derivatives of 'Sum.get': it is an accessor. Move its body to a method and mark that.",
        "Cannot differentiate 'Next.Sum', by which the accessors of 'Sum' call themselves: it is not part of the C# that AutoDiff supports. Move the computation to a method marked [Differentiable].");

    [Fact]
    public void AnUnmarkedAccessor() => Verify(
        "[Differentiable] public partial class Node { public double V = 2; public Node? Next; public double Sum => V + (Next is null ? 0 : {|GRAD0119:Next.Sum|}); } " + Caller + "n.Sum * x; }");

    [Theory]
    [InlineData("public double this[int i] { [{|GRAD0004:Differentiable|}] get => i == 0 ? V : V * {|GRAD0119:this[i - 1]|}; }", "n[3] * x")]
    [InlineData("public double this[int i] { get => i == 0 ? V : V * {|GRAD0119:this[i - 1]|}; }", "n[3] * x")]
    [InlineData("public double this[int i] { get => V; [{|GRAD0004:Differentiable|}] set { if (i == 0) V = value; else {|GRAD0119:this[i - 1]|} = value; } }", "n[3] = x")]
    [InlineData("public double Twice => 2 * V; public double Own { get => Halves(V); set => V = value; } double Halves(double v) => v < 1 ? v : {|GRAD0119:Own|} / 2;", "n.Own + n.Twice * x")]
    public void AnIndexerOrASetterOrAPair(string member, string use) =>
        Verify("[Differentiable] public partial class Node { public double V = 2; " + member + " } " + Caller + use + "; }");

    [Fact]
    public void AnAccessorThatIsKeptOutOfLine() => Verify(
        """
        [Differentiable] public partial class Node { public double V = 2; public double Square {
            [{|GRAD0004:Differentiable|}, System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] get => V * V; } }
        """ + Caller + "n.Square * x; }");

    [Fact]
    public void AConstructor() => Verify(
        "[Differentiable] public partial class Node { public double V; public Node? Next; public Node(double x, int n) { V = x; if (n > 0) Next = {|GRAD0119:new Node(x * x, n - 1)|}; } } "
        + "static partial class C { [Differentiable] public static double F(double x) => new Node(x, 3).Next!.V; }",
        "Cannot differentiate 'new Node(x * x, n - 1)', by which a constructor of 'Node' calls itself: it is not part of the C# that AutoDiff supports. Create the objects in a static method marked [Differentiable].");

    [Fact]
    public void TheWaysOut() => Verify(
        """
        [Differentiable] public partial class Node {
            public double V = 2; public Node? Next;
            public double Sum => Total();
            [Differentiable] public double Total() => V + (Next is null ? 0 : Next.Total());
            [Differentiable] public static Node Make(double x, int n) { var node = new Node { V = x }; if (n > 0) node.Next = Make(x * x, n - 1); return node; }
        }
        """ + Caller + "n.Sum * Node.Make(x, 3).Next!.V; }");
}
