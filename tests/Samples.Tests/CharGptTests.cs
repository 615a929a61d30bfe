using AutoDiff;
using Samples.CharGpt;

namespace Samples.Tests;

public class CharGptTests
{
    private static readonly Corpus All = Corpus.Load();

    [Fact]
    public void Corpus_is_the_whole_text()
    {
        Assert.Equal(366_194, All.Count);
        Assert.Equal(62, All.Vocabulary);
        Assert.Equal("In the beginning", string.Concat(All.Train.Span[..16].ToArray().Select(All.Character)));
        Assert.Equal(All.Count, All.Train.Length + All.Validation.Length);
        Assert.Throws<ArgumentException>("character", () => All.Token('#'));
    }

    [Fact]
    public void Batch_has_the_next_characters_and_depends_on_seed_and_step_alone()
    {
        int[] text = [.. Enumerable.Range(0, 1000)];
        int[] first = Tokens(seed: 3, step: 5);
        Assert.Equal(first, Tokens(seed: 3, step: 5));
        Assert.NotEqual(first, Tokens(seed: 3, step: 6));
        Assert.NotEqual(first, Tokens(seed: 4, step: 5));
        Assert.Throws<ArgumentException>("text", () => new TextBatch(4, 16).FillAtRandom(text.AsSpan(0, 16), 1, 1));

        int[] Tokens(int seed, int step)
        {
            var batch = new TextBatch(4, 16);
            batch.FillAtRandom(text, seed, step);
            for (int i = 0; i < batch.Tokens.Length; i++)
            {
                Assert.Equal(batch.Tokens[i] + 1, batch.Next[i]);
                if (i % 16 > 0) Assert.Equal(batch.Tokens[i - 1] + 1, batch.Tokens[i]);
            }

            return batch.Tokens.ToArray();
        }
    }

    [Fact]
    public void Even_batches_reach_from_the_first_character_to_the_last()
    {
        int[] text = [.. Enumerable.Range(0, 101)];
        var batch = new TextBatch(4, 10);
        batch.FillEvenly(text, 0, 5);
        Assert.Equal(0, batch.Tokens[0]);
        batch.FillEvenly(text, 4, 5);
        Assert.InRange(batch.Next[^1], 95, 100);
    }

    [Fact]
    public void Gradient_agrees_with_differences_and_the_check_changes_nothing()
    {
        Training checkedOne = Small(), other = Small();
        GradientCheckResult check = checkedOne.CheckGradient(directions: 3);
        Assert.True(check.Passed, check.ToString());
        Assert.Equal(other.Step(), checkedOne.Step());
        Assert.Equal(other.Step(), checkedOne.Step());
    }

    [Fact]
    public void Steps_lower_the_loss_of_text_that_they_have_not_seen()
    {
        Training training = Small();
        double before = training.Evaluate(All.Validation.Span, 5);
        for (int i = 0; i < 150; i++) training.Step();
        Assert.InRange(before, 4, 5);
        Assert.InRange(training.Evaluate(All.Validation.Span, 5), 1.5, 3);
    }

    [Fact]
    public void Step_allocates_nothing()
    {
        Training training = Small();
        Assert.Equal(0, Allocations.Of(() => training.Step()));
    }

    [Fact]
    public void A_resumed_run_goes_on_as_the_first_would_have()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Training first = Small(), resumed = Small(parameters: 9);
            for (int i = 0; i < 3; i++) first.Step();
            Checkpoints.Save(path, first.Trainer);
            Checkpoints.Load(path, resumed.Trainer);
            for (int i = 0; i < 3; i++) Assert.Equal(first.Step(), resumed.Step());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Writing_goes_on_beyond_the_context_and_repeats_with_its_seed()
    {
        Training training = Small();
        string text = Write();
        Assert.StartsWith("In the", text, StringComparison.Ordinal);
        Assert.Equal(6 + 30, text.Length);
        Assert.Equal(text, Write());
        Assert.Throws<ArgumentOutOfRangeException>("temperature", () => Writer.Continue(training.Model, All, "I", 1, 0, new Random(1)));

        string Write() => Writer.Continue(training.Model, All, "In the", 30, 1, new Random(1));
    }

    [Fact]
    public void Width_is_a_multiple_of_the_heads() =>
        Assert.Throws<ArgumentException>("heads", () => new Gpt(new Random(1), 10, context: 8, width: 16, heads: 3, layers: 1));

    private static Training Small(int parameters = 1) => new(
        All, new Gpt(new Random(parameters), All.Vocabulary, context: 16, width: 16, heads: 2, layers: 2), batch: 8, context: 16,
        Schedules.WarmupCosine(1e-2, 10, 200), seed: 2);
}
