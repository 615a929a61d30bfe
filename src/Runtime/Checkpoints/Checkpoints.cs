using System.Globalization;

namespace AutoDiff;

/// <summary>
/// Saves models and loads them, as safetensors: the format and, for parameters, the names of PyTorch, so that a state_dict of the same
/// architecture loads. With the parameters goes what else belongs to a model's state: tensors and layers marked
/// <see cref="NoGradientAttribute"/>, such as the running statistics of a batch normalization. Loading checks all of a file first: one that is damaged or doesn't fit changes nothing.
/// </summary>
public static class Checkpoints
{
    /// <summary>Writes the parameters of a model. The file appears whole or not at all.</summary>
    /// <typeparam name="T">The type of the model.</typeparam>
    /// <param name="path">The file, which is replaced if it exists.</param>
    /// <param name="model">The model.</param>
    public static void Save<T>(string path, T model)
        where T : IDifferentiable<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(model);
        var content = new CheckpointContent();
        VisitState(ref model, new CheckpointSurvey(content));
        Write(path, content, [], stream => VisitState(ref model, new CheckpointWriting(stream)));
    }

    /// <summary>Writes the parameters of a trainer's model, and the state of its optimizer: training can go on from there.</summary>
    /// <typeparam name="T">The type of the model.</typeparam>
    /// <param name="path">The file, which is replaced if it exists.</param>
    /// <param name="trainer">The trainer.</param>
    public static void Save<T>(string path, Trainer<T> trainer)
        where T : IDifferentiable<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(trainer);
        var content = new CheckpointContent();
        VisitAll(trainer, new CheckpointSurvey(content));
        string steps = trainer.StepCount.ToString(CultureInfo.InvariantCulture);
        Write(path, content, [("optimizer", trainer.Optimizer.GetType().Name), ("steps", steps)],
            stream => VisitAll(trainer, new CheckpointWriting(stream)));
    }

    /// <summary>Reads the parameters of a model. Values of other precision are converted; tensors that the model doesn't have are left out.</summary>
    /// <typeparam name="T">The type of the model.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="CheckpointException">The file is damaged, or doesn't fit the model.</exception>
    public static void Load<T>(string path, T model)
        where T : class, IDifferentiable<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(model);
        using FileStream stream = File.OpenRead(path);
        var file = new CheckpointFile(stream, SafetensorsHeader.Read(stream));
        VisitState(ref model, new CheckpointComparison(file));
        file.ThrowIfDifferent();
        VisitState(ref model, new CheckpointFetching(file));
        VisitState(ref model, new CheckpointReading(file));
    }

    /// <summary>Reads the parameters of a trainer's model and the state of its optimizer: the next step is the one that would have come.</summary>
    /// <typeparam name="T">The type of the model.</typeparam>
    /// <param name="path">The file, written from such a trainer.</param>
    /// <param name="trainer">The trainer.</param>
    /// <exception cref="CheckpointException">The file is damaged, or doesn't fit the model or its optimizer.</exception>
    public static void Load<T>(string path, Trainer<T> trainer)
        where T : IDifferentiable<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(trainer);
        using FileStream stream = File.OpenRead(path);
        var file = new CheckpointFile(stream, SafetensorsHeader.Read(stream));
        string optimizer = trainer.Optimizer.GetType().Name;
        if (!file.Header.Metadata.TryGetValue("optimizer", out string? saved) || saved != optimizer)
            file.Problems.Add($"it has the state of {(saved is null ? "no optimizer" : $"'{saved}'")}, and the trainer's is '{optimizer}'");
        file.Header.Metadata.TryGetValue("steps", out string? text);
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int steps))
            file.Problems.Add("it doesn't say how many steps were taken");
        VisitAll(trainer, new CheckpointComparison(file));
        file.ThrowIfDifferent();
        VisitAll(trainer, new CheckpointFetching(file));
        VisitAll(trainer, new CheckpointReading(file));
        trainer.Optimizer.StepCount = steps;
    }

    private static void VisitAll<T, TVisitor>(Trainer<T> trainer, TVisitor visitor)
        where T : IDifferentiable<T>
        where TVisitor : struct, IParameterVisitor
    {
        VisitState(ref trainer.Model, visitor);
        for (int i = 0; i < trainer.Optimizer.States.Length; i++)
        {
            var state = new StateVisitor<TVisitor>(trainer.Blocks, trainer.Optimizer, i, visitor);
            trainer.Model.Visit(ref state);
        }
    }

    private static void VisitState<T, TVisitor>(ref T model, TVisitor visitor)
        where T : IDifferentiable<T>
        where TVisitor : struct, IParameterVisitor
    {
        var whole = new WithState<TVisitor>(visitor);
        model.Visit(ref whole);
    }

    private static void Write(string path, CheckpointContent content, (string, string)[] metadata, Action<Stream> values)
    {
        byte[] header = content.Header([("format", "pt"), .. metadata]);
        string temporary = path + ".part";
        try
        {
            using (FileStream stream = File.Create(temporary))
            {
                stream.Write(BitConverter.GetBytes((ulong)header.Length));
                stream.Write(header);
                values(stream);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
