using System.Text;
using AutoDiff.Runtime.Tests.Training;

namespace AutoDiff.Runtime.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"checkpoint-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void A_model_comes_back_as_it_was()
    {
        var saved = new FloatQuartic();
        saved.Pair[0] = 0.1f;
        saved.Last = float.MaxValue;
        AutoDiff.Checkpoints.Save(_path, saved);
        var loaded = new FloatQuartic();
        AutoDiff.Checkpoints.Load(_path, loaded);
        Assert.Equal(saved.All, loaded.All);
    }

    [Fact]
    public void Training_goes_on_from_a_checkpoint_bit_for_bit()
    {
        var whole = new Trainer<FloatQuartic>(new FloatQuartic(), new AdamW(0.1));
        Run(whole, 3);
        AutoDiff.Checkpoints.Save(_path, whole);
        double[] after = Run(whole, 3);

        var resumed = new Trainer<FloatQuartic>(new FloatQuartic(), new AdamW(0.1));
        AutoDiff.Checkpoints.Load(_path, resumed);
        Assert.Equal(3, resumed.StepCount);
        Assert.Equal(after, Run(resumed, 3));

        var doubles = new Trainer<DoubleQuartic>(new DoubleQuartic(), new RmsProp(0.1, momentum: 0.5));
        doubles.Gradients.Points.AsSpan().Fill(1);
        doubles.Step();
        AutoDiff.Checkpoints.Save(_path, doubles);
        var again = new Trainer<DoubleQuartic>(new DoubleQuartic(), new RmsProp(0.1, momentum: 0.5));
        AutoDiff.Checkpoints.Load(_path, again);
        Assert.Equal(doubles.Model.All, again.Model.All);
    }

    [Fact]
    public void A_file_as_PyTorch_writes_it_loads()
    {
        string header = """{"last":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"pair":{"dtype":"BF16","shape":[2],"data_offsets":[4,8]},"single":{"dtype":"F64","shape":[1],"data_offsets":[8,16]},"unused":{"dtype":"I64","shape":[1],"data_offsets":[16,24]}}""";
        byte[] values = [.. BitConverter.GetBytes(2.5f), 0x80, 0x3F, 0x40, 0xC0, .. BitConverter.GetBytes(0.25), .. new byte[8]];
        Write(header, values);
        var model = new FloatQuartic();
        AutoDiff.Checkpoints.Load(_path, model);
        Assert.Equal([1, -3, 0.25, 2.5], model.All);
    }

    [Theory]
    [InlineData("Blocks[2].QkvProj.Weight", "blocks.2.qkv_proj.weight")]
    [InlineData("Rnn.WeightIhL0", "rnn.weight_ih_l0")]
    [InlineData("Attention.InProjBias", "attention.in_proj_bias")]
    [InlineData("Norm.RunningVar", "norm.running_var")]
    [InlineData("Ln1.Bias", "ln1.bias")]
    public void Names_in_files_are_PyTorchs(string name, string inFile) => Assert.Equal(inFile, ParameterName.InFile(name));

    [Theory]
    [InlineData("{", "header")]
    [InlineData("""{"pair":{"dtype":"F32","shape":[2],"data_offsets":[0,800]}}""", "aren't all there")]
    [InlineData("""{"pair":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "shape needs")]
    [InlineData("""{"pair":{"dtype":"F32","shape":[2147483647,2147483647,2147483647],"data_offsets":[0,8]}}""", "shape needs")]
    [InlineData("""{"pair":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "damaged")]
    [InlineData("""{"pair":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "aren't all there")]
    [InlineData("""{"pair":{"dtype":"F32","data_offsets":[0,8]}}""", "damaged")]
    [InlineData("""{"pair":7}""", "damaged")]
    [InlineData("""{"pair":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "no 'single'")]
    [InlineData("""{"pair":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""", "(1, 2) there and (2)")]
    [InlineData("""{"pair":{"dtype":"I32","shape":[2],"data_offsets":[0,8]}}""", "type I32")]
    public void A_file_that_is_damaged_or_doesnt_fit_changes_nothing(string header, string message)
    {
        Write(header, new byte[16]);
        var model = new FloatQuartic();
        var e = Assert.Throws<CheckpointException>(() => AutoDiff.Checkpoints.Load(_path, model));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);
        Assert.Equal(new FloatQuartic().All, model.All);
    }

    [Fact]
    public void Truncated_files_are_refused()
    {
        AutoDiff.Checkpoints.Save(_path, new FloatQuartic());
        byte[] bytes = File.ReadAllBytes(_path);
        foreach (int length in new[] { 0, 7, 8, 20, bytes.Length - 1 })
        {
            File.WriteAllBytes(_path, bytes[..length]);
            var model = new FloatQuartic();
            Assert.Throws<CheckpointException>(() => AutoDiff.Checkpoints.Load(_path, model));
            Assert.Equal(new FloatQuartic().All, model.All);
        }

        File.WriteAllBytes(_path, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1, 2, 3]);
        Assert.Throws<CheckpointException>(() => AutoDiff.Checkpoints.Load(_path, new FloatQuartic()));
    }

    [Fact]
    public void The_state_of_another_optimizer_is_refused()
    {
        var trainer = new Trainer<FloatQuartic>(new FloatQuartic(), new Adam());
        AutoDiff.Checkpoints.Save(_path, trainer);
        var other = new Trainer<FloatQuartic>(new FloatQuartic(), new AdamW());
        Assert.Contains("'Adam'", Assert.Throws<CheckpointException>(() => AutoDiff.Checkpoints.Load(_path, other)).Message, StringComparison.Ordinal);
    }

    private static double[] Run(Trainer<FloatQuartic> trainer, int steps)
    {
        var losses = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            trainer.ZeroGradients();
            losses[step] = trainer.Model.LossGradient(trainer.Gradients);
            trainer.Step();
        }

        return losses;
    }

    private void Write(string header, byte[] values)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(_path, [.. BitConverter.GetBytes((ulong)text.Length), .. text, .. values]);
    }
}
