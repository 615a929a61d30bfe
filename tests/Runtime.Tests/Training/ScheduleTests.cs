using System.Text.Json;
using AutoDiff.Runtime.Tests.Goldens;

namespace AutoDiff.Runtime.Tests.Training;

public class ScheduleTests
{
    [Fact]
    public void Rates_are_PyTorchs()
    {
        foreach (JsonElement item in Golden.Cases("schedules.json"))
        {
            JsonElement a = item.GetProperty("attributes");
            string name = item.GetProperty("schedule").GetString()!;
            Schedule schedule = name switch
            {
                "Step" => Schedules.Step(a.Number("learningRate", 0), a.Integer("stepSize"), a.Number("gamma", 0)),
                "Exponential" => Schedules.Exponential(a.Number("learningRate", 0), a.Number("gamma", 0)),
                "Cosine" => Schedules.Cosine(a.Number("learningRate", 0), a.Integer("steps"), a.Number("minimum", 0)),
                _ => Schedules.OneCycle(a.Number("maximum", 0), a.Integer("totalSteps")),
            };
            double[] rates = item.GetProperty("rates").Numbers();
            for (int step = 0; step < rates.Length; step++)
                Assert.True(Math.Abs(rates[step] - schedule.RateAt(step)) < 1e-7, $"{name}, step {step}: {schedule.RateAt(step)}");
        }
    }

    [Fact]
    public void The_warmup_rises_evenly_to_the_rate_and_the_cosine_falls_to_the_minimum()
    {
        Schedule schedule = Schedules.WarmupCosine(learningRate: 0.4, warmupSteps: 3, steps: 13, minimum: 0.1);
        Assert.Equal([0.1, 0.2, 0.3, 0.4], Enumerable.Range(0, 4).Select(step => Math.Round(schedule.RateAt(step), 12)));
        Assert.Equal(0.25, schedule.RateAt(8), 12);
        Assert.Equal(0.1, schedule.RateAt(13), 12);
        Assert.Equal(0.1, schedule.RateAt(100), 12);
        Assert.Equal(0.3, Schedules.Constant(0.3).RateAt(1000));
    }

    [Fact]
    public void One_cycle_begins_at_its_own_rate_whatever_the_optimizers_is()
    {
        Schedule schedule = Schedules.OneCycle(maximum: 0.5, totalSteps: 10), other = Schedules.OneCycle(maximum: 0.5, totalSteps: 10, learningRate: 7);
        Assert.Equal(0.5 / 25, schedule.RateAt(0), 12);
        for (int step = 0; step < 12; step++)
            Assert.Equal(schedule.RateAt(step), other.RateAt(step));
    }

    [Fact]
    public void A_trainer_sets_the_rate_of_each_step()
    {
        var trainer = new Trainer<DoubleQuartic>(new DoubleQuartic(), new Sgd(), Schedules.Step(0.1, stepSize: 2, gamma: 0.5));
        var rates = new List<double>();
        for (int step = 0; step < 4; step++)
        {
            trainer.Step();
            rates.Add(trainer.Optimizer.LearningRate);
        }

        Assert.Equal([0.1, 0.1, 0.05, 0.05], rates);
    }
}
