using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Differentiation.Rules;

internal static partial class DerivativeRules
{
    private static class Operators
    {
        private static readonly ScalarRule s_negate = new(r => -r.D) { IsLinear = true };
        private static readonly ScalarRule s_identity = new(r => r.D) { IsLinear = true };
        private static readonly ScalarRule s_lost = new((Func<RuleScope, Value>?)null) { IsLinear = true, LosesDerivative = true };
        private static readonly ScalarRule s_none = new(null, null) { IsLinear = true };
        public static readonly ScalarRule Add = new(r => r.D, r => r.D) { IsLinear = true };
        public static readonly ScalarRule Subtract = new(r => r.D, r => -r.D) { IsLinear = true };

        // A square is one contribution.
        public static readonly ScalarRule Multiply = new(
            r => r.SameArguments(0, 1) ? r.D * (2 * r.X) : r.D * r.Y,
            r => r.SameArguments(0, 1) ? r.D.Like(0) : r.D * r.X);

        // d(x / y)/dy = -(x / y) / y: the quotient is at hand, and D / y is the other contribution. A reciprocal's slope is its own square, without a quotient.
        public static readonly ScalarRule Divide = new(
            r => r.D / r.Y,
            r => r.ConstantOf(0) switch
            {
                1 => -(r.D * r.Result * r.Result),
                -1 => r.D * r.Result * r.Result,
                _ => -(r.D / r.Y * r.Result),
            })
        { IsSingular = true };

        // x % y = x - n y, where the integer n is locally constant. Rounding (x - r) / y gives that n also where x / y rounds up to n + 1.
        public static readonly ScalarRule Remainder = new(r => r.D, r => -(r.D * r.Math("Round", (r.X - r.Result) / r.Y))) { IsSingular = true };

        /// <summary>The rule of <c>condition ? a : b</c>.</summary>
        public static ScalarRule Select { get; } = new(
            null,
            r => r.X.Choose(r.D, r.D.Like(0)),
            r => r.X.Choose(r.D.Like(0), r.D))
        {
            IsLinear = true,
            Selects = true,
        };

        public static ScalarRule? ForUnary(Unary unary) =>
            !unary.Type.IsFloat ? s_none : unary.Operator == UnaryOperator.Negate ? s_negate : null;

        public static ScalarRule? ForBinary(Binary binary) => !binary.Type.IsFloat
            ? s_none
            : binary.Operator switch
            {
                BinaryOperator.Add => Add,
                BinaryOperator.Subtract => Subtract,
                BinaryOperator.Multiply => Multiply,
                BinaryOperator.Divide => Divide,
                BinaryOperator.Remainder => Remainder,
                _ => null,
            };

        public static ScalarRule? ForConvert(Convert convert) =>
            !convert.Operand.Type.IsFloat ? s_none : convert.Type.IsFloat ? s_identity : s_lost;
    }
}
