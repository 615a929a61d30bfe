namespace AutoDiff;

/// <summary>The learning rate as a function of the number of steps taken. <see cref="Schedules"/> makes the usual ones.</summary>
public abstract class Schedule
{
    /// <summary>The rate of a step.</summary>
    /// <param name="step">The number of steps taken before it: 0 for the first.</param>
    /// <returns>The learning rate.</returns>
    public abstract double RateAt(int step);
}
