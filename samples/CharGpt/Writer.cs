using System.Text;
using AutoDiff;

namespace Samples.CharGpt;

/// <summary>Continues a text, a character at a time.</summary>
public static class Writer
{
    /// <summary>Text that the model writes after <paramref name="prompt"/>, which it begins with.</summary>
    /// <param name="temperature">Below 1 the likely characters come more often still.</param>
    public static string Continue(Gpt model, Corpus corpus, string prompt, int count, double temperature, Random random)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(random);
        ArgumentException.ThrowIfNullOrEmpty(prompt);
        if (!(temperature > 0)) throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "Must be above 0.");
        List<int> tokens = [.. prompt.Select(corpus.Token)];
        var text = new StringBuilder(prompt);
        int context = model.Places.Weight.Shape[0];
        for (int i = 0; i < count; i++)
        {
            int token = Draw(model, [.. tokens.TakeLast(context)], temperature, random);
            tokens.Add(token);
            text.Append(corpus.Character(token));
        }

        return text.ToString();
    }

    private static int Draw(Gpt model, int[] tokens, double temperature, Random random)
    {
        using (Workspace.ForThread.Scope())
        {
            Tensor logits = model.Logits(tokens, batch: 1);
            ReadOnlySpan<float> last = logits.AsSpan()[^logits.Shape[^1]..];
            float largest = float.NegativeInfinity;
            foreach (float logit in last) largest = Math.Max(largest, logit);
            double sum = 0;
            foreach (float logit in last) sum += Math.Exp((logit - largest) / temperature);
            double left = random.NextDouble() * sum;
            int token = 0;
            while (token < last.Length - 1 && (left -= Math.Exp((last[token] - largest) / temperature)) >= 0) token++;
            return token;
        }
    }
}
