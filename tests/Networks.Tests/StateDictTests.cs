using System.Buffers.Binary;
using System.Text;
using AutoDiff.Networks.Tests.Models;

namespace AutoDiff.Networks.Tests;

/// <summary>Checkpoints of models with state that isn't trained, and files as PyTorch writes them.</summary>
public sealed class StateDictTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"state-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_state_dict_with_batch_normalization_loads_and_evaluates_equally()
    {
        WriteStateDict(withVariance: true);
        var model = new Normalized { Training = false };
        Checkpoints.Load(_path, model);
        Assert.Equal([0.5f, -1], model.Norm.RunningMean.AsSpan().ToArray());
        Assert.Equal([4, 0.25f], model.Norm.RunningVar.AsSpan().ToArray());

        // (x - mean) / sqrt(var + 1e-5) * weight + bias, the mean of the four pixels, and the same again.
        Tensor x = Tensor.Create([1, 2, 3, 4, -1, 0, 1, 2, 0, 0, 0, 0, 5, 5, 5, 5], 2, 2, 2, 2);
        double[] pooled = [2.5, 0.5, 0, 5];
        Tensor y = model.Forward(x);
        for (int i = 0; i < 4; i++)
        {
            bool isFirst = i % 2 == 0;
            double norm = (pooled[i] - (isFirst ? 0.5 : -1)) / Math.Sqrt((isFirst ? 4 : 0.25) + 1e-5) * (isFirst ? 2 : -1) + (isFirst ? 0.1 : 0.2);
            double last = (norm - (isFirst ? 0.25 : 0.75)) / Math.Sqrt((isFirst ? 9 : 1) + 1e-5) * (isFirst ? 1 : 3) + (isFirst ? 0 : -0.5);
            Assert.Equal(last, y.AsSpan()[i], 1e-5);
        }
    }

    [Fact]
    public void Missing_statistics_are_named_and_nothing_changes()
    {
        WriteStateDict(withVariance: false);
        var model = new Normalized();
        var e = Assert.Throws<CheckpointException>(() => Checkpoints.Load(_path, model));
        Assert.Contains("'last.running_var'", e.Message, StringComparison.Ordinal);
        Assert.Equal([0, 0], model.Norm.RunningMean.AsSpan().ToArray());
        Assert.Equal([1, 1], model.Norm.Weight.AsSpan().ToArray());
    }

    [Fact]
    public void Running_statistics_and_frozen_layers_are_saved_with_a_model_and_with_a_trainer()
    {
        var trainer = new Trainer<Normalized>(new Normalized(), new Adam(0.1));
        Tensor x = Initializers.Normal(new Random(4), 1, 6, 2, 2, 2);
        int[] labels = [0, 1, 0, 1, 1, 0];
        for (int step = 0; step < 3; step++)
        {
            trainer.ZeroGradients();
            trainer.Model.LossGradient(x, labels, trainer.Gradients);
            trainer.Step();
        }

        trainer.Model.Training = false;
        float[] expected = trainer.Model.Forward(x).AsSpan().ToArray();
        Checkpoints.Save(_path, trainer.Model);
        var loaded = new Normalized { Training = false };
        Checkpoints.Load(_path, loaded);
        Assert.Equal(expected, loaded.Forward(x).AsSpan().ToArray());

        Checkpoints.Save(_path, trainer);
        var resumed = new Trainer<Normalized>(new Normalized { Training = false }, new Adam(0.1));
        Checkpoints.Load(_path, resumed);
        Assert.Equal(expected, resumed.Model.Forward(x).AsSpan().ToArray());

        var stack = new Stack(new Random(1));
        Checkpoints.Save(_path, stack);
        var other = new Stack(new Random(2));
        Assert.NotEqual(stack.Encoder.Weight.AsSpan().ToArray(), other.Encoder.Weight.AsSpan().ToArray());
        Checkpoints.Load(_path, other);
        Assert.Equal(stack.Encoder.Weight.AsSpan().ToArray(), other.Encoder.Weight.AsSpan().ToArray());
        Assert.Equal(stack.Scale, other.Scale);
    }

    // In PyTorch's order and with its counter of batches, which is an integer.
    private void WriteStateDict(bool withVariance)
    {
        var header = new StringBuilder("{");
        var data = new List<byte>();
        Add("norm.weight", 2, -1);
        Add("norm.bias", 0.1f, 0.2f);
        Add("norm.running_mean", 0.5f, -1);
        Add("norm.running_var", 4, 0.25f);
        Count("norm.num_batches_tracked");
        Add("last.weight", 1, 3);
        Add("last.bias", 0, -0.5f);
        Add("last.running_mean", 0.25f, 0.75f);
        if (withVariance)
            Add("last.running_var", 9, 1);
        Count("last.num_batches_tracked");
        header.Length--;
        byte[] text = Encoding.UTF8.GetBytes(header.Append('}').ToString());
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        File.WriteAllBytes(_path, [.. length, .. text, .. data]);

        void Add(string name, params float[] values)
        {
            header.Append($$"""
                "{{name}}":{"dtype":"F32","shape":[{{values.Length}}],"data_offsets":[{{data.Count}},{{data.Count + 4 * values.Length}}]},
                """);
            byte[] bytes = new byte[4];
            foreach (float value in values)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
                data.AddRange(bytes);
            }
        }

        void Count(string name)
        {
            header.Append($$"""
                "{{name}}":{"dtype":"I64","shape":[],"data_offsets":[{{data.Count}},{{data.Count + 8}}]},
                """);
            data.AddRange([3, 0, 0, 0, 0, 0, 0, 0]);
        }
    }
}
