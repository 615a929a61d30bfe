using System.Text.Json;
using AutoDiff.Runtime.Tests.Goldens;
using AutoDiff.Runtime.Tests.Taping;

namespace AutoDiff.Runtime.Tests.Training;

/// <summary>The two-layer networks of the golden values, with a backward pass by hand: calls of the operations' adjoints.</summary>
public class GoldenTrainingTests
{
    private static readonly JsonElement[] s_cases = Golden.Cases("networks.json");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Gradients_losses_and_parameters_are_PyTorchs(int index)
    {
        JsonElement item = s_cases[index], a = item.GetProperty("attributes"), initial = item.GetProperty("initial");
        var model = new TwoLayers(initial);
        var trainer = new Trainer<TwoLayers>(model, Golden.Optimizer(a.GetProperty("optimizer").GetString()!, a));
        Tensor inputs = item.GetProperty("inputs").Tensor();
        int[] labels = item.GetProperty("labels").Integers();
        double[] losses = item.GetProperty("losses").Numbers();
        for (int step = 0; step < losses.Length; step++)
        {
            trainer.ZeroGradients();
            float loss = model.LossGradient(inputs, labels, trainer.Gradients);
            Assert.Equal(losses[step], loss, 1e-3 * losses[step]);
            if (step == 0)
                AssertClose(item.GetProperty("firstGradients"), trainer.Gradients, null, 1e-4);
            trainer.Step();
        }

        AssertClose(item.GetProperty("final"), model, initial, 1e-2);
    }

    [Fact]
    public void A_whole_step_allocates_nothing()
    {
        JsonElement item = s_cases[0];
        var trainer = new Trainer<TwoLayers>(new TwoLayers(item.GetProperty("initial")), new AdamW());
        Tensor inputs = item.GetProperty("inputs").Tensor();
        int[] labels = item.GetProperty("labels").Integers();
        long reserved = 0;
        Assert.Equal(0, Allocation.AfterWarmUp(() =>
        {
            for (int step = 0; step < 100; step++)
            {
                trainer.ZeroGradients();
                trainer.Model.LossGradient(inputs, labels, trainer.Gradients);
                trainer.Step();
                reserved = reserved == 0 || step < 2 ? Workspace.ForThread.ReservedBytes : reserved;
            }
        }));
        Assert.Equal(reserved, Workspace.ForThread.ReservedBytes);
    }

    // Differences relative to the largest entry of each tensor; given a start, of the change since.
    private static void AssertClose(JsonElement expected, TwoLayers actual, JsonElement? start, double tolerance)
    {
        foreach ((string name, Tensor values) in actual.Parameters)
        {
            float[] wanted = expected.GetProperty(name).Floats();
            float[] from = start?.GetProperty(name).Floats() ?? new float[wanted.Length];
            double scale = wanted.Zip(from, (x, y) => Math.Abs(x - y)).Max();
            for (int i = 0; i < wanted.Length; i++)
            {
                double difference = Math.Abs(wanted[i] - values.AsSpan()[i]);
                Assert.True(difference <= tolerance * scale, $"{name} at {i}: {wanted[i]} and {values.AsSpan()[i]}");
            }
        }
    }

    private sealed class TwoLayers : IDifferentiable<TwoLayers>
    {
        private readonly Tensor _weight0;
        private readonly Tensor _bias0;
        private readonly Tensor _weight2;
        private readonly Tensor _bias2;

        internal TwoLayers(JsonElement initial)
            : this(
                initial.GetProperty("0.weight").Tensor(), initial.GetProperty("0.bias").Tensor(),
                initial.GetProperty("2.weight").Tensor(), initial.GetProperty("2.bias").Tensor())
        {
        }

        private TwoLayers(Tensor weight0, Tensor bias0, Tensor weight2, Tensor bias2) =>
            (_weight0, _bias0, _weight2, _bias2) = (weight0, bias0, weight2, bias2);

        internal (string Name, Tensor Values)[] Parameters =>
            [("0.weight", _weight0), ("0.bias", _bias0), ("2.weight", _weight2), ("2.bias", _bias2)];

        public TwoLayers ZerosLike() => new(_weight0.ZerosLike(), _bias0.ZerosLike(), _weight2.ZerosLike(), _bias2.ZerosLike());

        public void Visit<TVisitor>(ref TVisitor visitor)
            where TVisitor : IParameterVisitor, allows ref struct
        {
            visitor.Visit("0.weight", _weight0.AsSpan(), _weight0.Shape);
            visitor.Visit("0.bias", _bias0.AsSpan(), _bias0.Shape);
            visitor.Visit("2.weight", _weight2.AsSpan(), _weight2.Shape);
            visitor.Visit("2.bias", _bias2.AsSpan(), _bias2.Shape);
        }

        internal float LossGradient(Tensor x, ReadOnlySpan<int> labels, TwoLayers gradient)
        {
            Workspace workspace = Workspace.ForThread;
            using WorkspaceScope scope = workspace.Scope();
            Tensor sums = Tensor.Linear(x, _weight0, _bias0);
            Tensor hidden = Tensor.Relu(sums);
            Tensor logits = Tensor.Linear(hidden, _weight2, _bias2);
            float loss = Losses.CrossEntropy(logits, labels);

            Tensor dlogits = workspace.ZerosLike(logits), dhidden = workspace.ZerosLike(hidden), dsums = workspace.ZerosLike(sums);
            TensorDerivatives.CrossEntropyVjp(logits, labels, 1, dlogits);
            TensorDerivatives.LinearVjp(hidden, _weight2, dlogits, dhidden, gradient._weight2, gradient._bias2);
            TensorDerivatives.ReluVjp(hidden, dhidden, dsums);
            TensorDerivatives.LinearVjp(x, _weight0, dsums, default, gradient._weight0, gradient._bias0);
            return loss;
        }
    }
}
