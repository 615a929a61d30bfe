namespace AutoDiff;

/// <summary>What an optimizer was, to be restored.</summary>
internal sealed record OptimizerCopy(double LearningRate, int StepCount, float[][] Floats, double[][] Doubles);
