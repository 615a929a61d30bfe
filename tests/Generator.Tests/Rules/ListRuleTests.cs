using AutoDiff.Generator.Differentiation.Rules;
using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Tests.Rules;

/// <summary>The shadow list follows the primal's count in the forward sweep, and the reverse sweep takes the steps back.</summary>
public class ListRuleTests
{
    private static readonly BufferType s_list = new(BufferKind.List, ScalarType.Double);

    [Fact]
    public void Add_gives_the_value_the_adjoint_of_the_new_element()
    {
        var run = new Run([1, 2], "List.Add", new Variable(100, "value", ScalarType.Double));
        Assert.Equal([0.5, 0.25, 0], run.AfterForward([0.5, 0.25]));
        Assert.Equal([10.0, 20], run.AfterReverse([10, 20, 30]));
        Assert.Equal(30.0, run.Contribution(1));
    }

    [Fact]
    public void Add_of_a_constant_takes_its_element_away()
    {
        var run = new Run([1, 2], "List.Add", Constant.Double(7));
        Assert.Equal([0.5, 0.25, 0], run.AfterForward([0.5, 0.25]));
        Assert.Equal([10.0, 20], run.AfterReverse([10, 20, 30]));
        Assert.Null(run.Contribution(1));
    }

    [Fact]
    public void Insert_gives_the_value_the_adjoint_at_its_index()
    {
        var run = new Run([1, 2], "List.Insert", Constant.Int(1), new Variable(100, "value", ScalarType.Double));
        Assert.Equal([0.5, 0, 0.25], run.AfterForward([0.5, 0.25]));
        Assert.Equal([10.0, 30], run.AfterReverse([10, 20, 30]));
        Assert.Equal(20.0, run.Contribution(2));
    }

    [Fact]
    public void RemoveAt_gives_the_removed_element_a_zero_again()
    {
        var run = new Run([1, 2, 3], "List.RemoveAt", Constant.Int(1));
        Assert.Equal([0.5, 0.125], run.AfterForward([0.5, 0.25, 0.125]));
        Assert.Equal([10.0, 0, 20], run.AfterReverse([10, 20]));
    }

    [Fact]
    public void Clear_gives_all_elements_a_zero_again()
    {
        var run = new Run([1, 2, 3], "List.Clear");
        Assert.Equal([], run.AfterForward([0.5, 0.25, 0.125]));
        Assert.Equal([0.0, 0, 0], run.AfterReverse([]));
    }

    [Fact]
    public void A_struct_that_is_a_variable_has_no_rule()
    {
        var element = new StructType("(double, double)", [new StructField("Item1", ScalarType.Double), new StructField("Item2", ScalarType.Double)]);
        var list = new Variable(0, "list", new BufferType(BufferKind.List, element));
        Assert.Null(DerivativeRules.ForBufferCall(new BufferCall("List.Add", [], [list, new Variable(1, "pair", element)], null)));
        Assert.NotNull(DerivativeRules.ForBufferCall(new BufferCall("List.Add", [], [list, Constant.Default(element)], null)));
    }

    private sealed class Run
    {
        private readonly double[] _before;
        private readonly Operand[] _arguments;
        private readonly BufferRule _rule;
        private Dictionary<int, double> _contributions = [];

        public Run(double[] before, string key, params Operand[] arguments)
        {
            _before = before;
            _arguments = [new Variable(99, "list", s_list), .. arguments];
            _rule = DerivativeRules.ForBufferCall(new BufferCall(key, [], _arguments.ToEquatableArray(), null))!;
        }

        public double[] AfterForward(double[] shadow)
        {
            var builder = new IrBuilder(new VariableFactory(200));
            var variable = new Variable(101, "shadow", s_list);
            _rule.Forward!(new Shadows(builder, variable, _arguments));
            return Interpret(builder, variable, shadow).Memory.Values;
        }

        public double[] AfterReverse(double[] shadow)
        {
            var builder = new IrBuilder(new VariableFactory(200));
            var variable = new Variable(101, "shadow", s_list);
            var scope = new Scope(builder, variable, _arguments);
            _rule.Reverse(scope);
            (IrInterpreter interpreter, Memory memory) = Interpret(builder, variable, shadow);
            _contributions = scope.Contributions.ToDictionary(c => c.Key, c => (double)interpreter.Read(c.Value));
            return memory.Values;
        }

        public double? Contribution(int index) => _contributions.TryGetValue(index, out double value) ? value : null;

        private (IrInterpreter Interpreter, Memory Memory) Interpret(IrBuilder builder, Variable shadow, double[] values)
        {
            var interpreter = new IrInterpreter();
            var memory = new Memory(values);
            interpreter.Set(shadow, memory);
            interpreter.Set((Variable)_arguments[0], new Memory(_before));
            interpreter.Run(builder.Statements);
            return (interpreter, memory);
        }
    }

    private sealed class Shadows(IrBuilder builder, Variable shadow, Operand[] arguments) : ShadowScope(builder)
    {
        public override bool IsActive(int index) => index == 0;

        public override Operand Argument(int index) => arguments[index];

        public override Operand Shadow(int index) => shadow;
    }

    private sealed class Scope(IrBuilder builder, Variable shadow, Operand[] arguments) : BufferRuleScope(builder)
    {
        public Dictionary<int, Operand> Contributions { get; } = [];

        public override Value D => throw new InvalidOperationException("There is no result.");

        public override bool HasResultAdjoint => false;

        public override Value Result => throw new InvalidOperationException("There is no result.");

        public override Operand Argument(int index) => arguments[index];

        public override bool IsActive(int index) => arguments[index] is Variable;

        public override Operand Shadow(int index) => shadow;

        public override Operand ElementsBefore(int index) => arguments[index];

        public override Operand ElementsAfter(int index) => throw new InvalidOperationException("Nothing reads them.");

        public override void Contribute(int index, Value value) => Contributions[index] = value.Operand;

        public override Operand LengthOf(int index) => Builder.Let(new Length(shadow));
    }
}
