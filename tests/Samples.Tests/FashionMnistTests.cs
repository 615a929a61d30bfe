using AutoDiff;
using Samples.FashionMnist;

namespace Samples.Tests;

public class FashionMnistTests
{
    private static readonly ImageData Data = ImageData.Digits(new Random(1));

    [Fact]
    public void Perceptron_learns() => Learns(new Mlp(new Random(1), 64), static (m, x, labels, gradients) => m.LossGradient(x, labels, gradients), 0.93);

    [Fact]
    public void Convolutions_learn() => Learns(new Cnn(new Random(1), 8, 8), static (m, x, labels, gradients) => m.LossGradient(x, labels, gradients), 0.95);

    [Fact]
    public void A_folder_without_the_files_has_no_data() => Assert.Null(ImageData.Load(Path.GetTempPath()));

    [Fact]
    public void Reads_the_files_of_a_folder_and_names_what_does_not_fit()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            foreach (string part in new[] { "train", "t10k" })
            {
                File.WriteAllBytes(Path.Combine(folder, $"{part}-images-idx3-ubyte"), [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4]);
                File.WriteAllBytes(Path.Combine(folder, $"{part}-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 2, 0, 9]);
            }

            Dataset train = ImageData.Load(folder)!.Train;
            Assert.Equal([2, 1, 1, 2], train.Inputs.Shape.ToArray());
            Assert.Equal([0, 9], train.Labels.ToArray());
            Assert.Equal(-1.5 / Math.Sqrt(1.25), train.Input(0)[0], 1e-6);

            File.WriteAllBytes(Path.Combine(folder, "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 2, 0, 10]);
            Assert.Contains("label 1 is 10", Assert.Throws<InvalidDataException>(() => ImageData.Load(folder)).Message);
            File.WriteAllBytes(Path.Combine(folder, "train-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, 1, 0]);
            Assert.Contains("1 labels for 2 images", Assert.Throws<InvalidDataException>(() => ImageData.Load(folder)).Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_rate_is_found_without_training()
    {
        Training<Mlp> searched = Make(), other = Make();
        LearningRateCurve curve = searched.FindRate();
        Assert.InRange(curve.Suggestion!.Value, 1e-5, 0.5);
        Assert.Equal(other.Evaluate(Data.Test).Loss, searched.Evaluate(Data.Test).Loss);

        static Training<Mlp> Make() => new(
            new Mlp(new Random(1), 64), static (m, x, labels, gradients) => m.LossGradient(x, labels, gradients), Data.Train, epochs: 1, batch: 64, rate: 0.003, new Random(2));
    }

    private static void Learns<T>(T model, LossGradient<T> gradient, double least)
        where T : IClassifier, IDifferentiable<T>
    {
        var training = new Training<T>(model, gradient, Data.Train, epochs: 5, batch: 32, rate: 0.003, new Random(2));
        training.CheckGradient(directions: 3).ThrowIfFailed();
        Action<double> stepped = static _ => { };
        training.Epoch(stepped);
        training.Epoch(stepped);
        long before = GC.GetAllocatedBytesForCurrentThread();
        training.Epoch(stepped);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        training.Epoch(stepped);
        training.Epoch(stepped);

        Assert.InRange(training.Evaluate(Data.Test).Confusion.Accuracy, least, 1);
    }
}
