using static AutoDiff.Generator.Tests.Diagnostics.DiagnosticsProject;

namespace AutoDiff.Generator.Tests.Diagnostics;

/// <summary>A jump to a label is an error wherever the code that has it is differentiated, also when it only leaves loops.</summary>
public class JumpTests
{
    private const string Class = "static partial class C { [Differentiable] public static double F(double x, int n) { ";

    [Theory]
    [InlineData("again: x *= 2; if (x < 9) {|GRAD0113:goto again;|} return x; } }")]
    [InlineData("for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) { x *= 1.1; if (x > 2) {|GRAD0113:goto done;|} } done: return x; } }")]
    [InlineData("while (x < 100) { while (true) { x += n; if (x > 10) {|GRAD0113:goto next;|} } next: x *= 2; } return x; } }")]
    [InlineData("foreach (char c in \"ab\") { switch (n) { case 1: x *= c; {|GRAD0113:goto done;|} case 2: goto case 1; } } done: return x; } }")]
    [InlineData("if (x > 1) {|GRAD0113:goto skip;|} x *= 2; skip: return x; } }")]
    [InlineData("{|GRAD0113:goto unused;|} unused: return x; } }")]
    [InlineData("return Inner(x); static double Inner(double y) { while (true) { while (true) { y *= 2; if (y > 1) {|GRAD0113:goto q;|} } } q: return y; } } }")]
    [InlineData("return new A { V = x }.Run(n); } } [Differentiable] public partial class A { public double V; public double Run(int n) { for (;;) { for (;;) { V *= 2; if (V > n) {|GRAD0113:goto q;|} } } q: return V; } }")]
    public void ToALabel(string body) => Verify(Class + body);

    [Fact]
    public void TheMessage() => Verify(
        Class + "for (int i = 0; i < n; i++) { if (x > i) {|GRAD0113:goto done;|} } done: return x; } }",
        "Cannot differentiate 'goto done'. Write the jump as a loop with break or continue, or move the code to a local function and return from it.");

    [Fact]
    public void LabelsThatNothingJumpsTo() => Verify(Class + "switch (n) { case 0: x *= 2; goto default; default: unused: x += 1; break; } return x; } }");
}
