using AutoDiff.CompilerServices;

namespace AutoDiff.Benchmarks.Scoreboard.HandWritten;

/// <summary>The gradient of ADBench's LSTM, by hand, as in benchmarks/native/memory.cpp.</summary>
internal sealed class Memory(int layers, int count, int b)
{
    private readonly Cell[] _cells = new Cell[layers * b * (count - 1)];
    private readonly double[] _outputs = new double[b * (count - 1)], _weights = new double[b * (count - 1)], _sums = new double[count - 1];
    private readonly double[] _states = new double[2 * layers * b], _dstates = new double[2 * layers * b], _x = new double[b], _dx = new double[b];

    // What the backward pass needs of one cell.
    private struct Cell
    {
        public double X, Output, State, Forget, Ingate, Outgate, Change, Squashed;
    }

    public double Gradient(
        ReadOnlySpan<double> main, ReadOnlySpan<double> extra, ReadOnlySpan<double> state, ReadOnlySpan<double> sequence, Span<double> dmain, Span<double> dextra)
    {
        state.CopyTo(_states);
        Zeros.Clear(_dstates);
        Span<double> x = _x, dx = _dx;
        double total = 0;
        for (int t = 0; t + 1 < count; t++)
        {
            for (int i = 0; i < x.Length; i++) x[i] = sequence[t * b + i] * extra[i];
            for (int l = 0; l < layers; l++) Forward(main.Slice(8 * l * b, 8 * b), _states.AsSpan(2 * l * b, b), _states.AsSpan((2 * l + 1) * b, b), x, _cells.AsSpan((t * layers + l) * b, b));
            double sum = 2;
            for (int i = 0; i < x.Length; i++)
            {
                _outputs[t * b + i] = x[i];
                x[i] = x[i] * extra[b + i] + extra[2 * b + i];
                sum += _weights[t * b + i] = Math.Exp(x[i]);
            }

            _sums[t] = sum;
            double normaliser = Math.Log(sum);
            for (int i = 0; i < x.Length; i++) total += sequence[(t + 1) * b + i] * (x[i] - normaliser);
        }

        double scale = -1.0 / (b * (count - 1));
        for (int t = count - 2; t >= 0; t--)
        {
            double all = 0;
            for (int i = 0; i < b; i++) all += sequence[(t + 1) * b + i];
            all *= scale / _sums[t];
            for (int i = 0; i < dx.Length; i++)
            {
                double d = scale * sequence[(t + 1) * b + i] - all * _weights[t * b + i];
                dextra[b + i] += d * _outputs[t * b + i];
                dextra[2 * b + i] += d;
                dx[i] = d * extra[b + i];
            }

            for (int l = layers - 1; l >= 0; l--)
            {
                Backward(
                    main.Slice(8 * l * b, 8 * b), _cells.AsSpan((t * layers + l) * b, b), _dstates.AsSpan(2 * l * b, b), _dstates.AsSpan((2 * l + 1) * b, b), dx, dmain.Slice(8 * l * b, 8 * b));
            }

            for (int i = 0; i < dx.Length; i++) dextra[i] += dx[i] * sequence[t * b + i];
        }

        return total * scale;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static void Forward(ReadOnlySpan<double> w, Span<double> output, Span<double> cell, Span<double> x, Span<Cell> kept)
    {
        int b = x.Length;
        for (int i = 0; i < x.Length; i++)
        {
            ref Cell k = ref kept[i];
            k.X = x[i];
            k.Output = output[i];
            k.State = cell[i];
            k.Forget = Sigmoid(k.X * w[i] + w[4 * b + i]);
            k.Ingate = Sigmoid(k.Output * w[b + i] + w[5 * b + i]);
            k.Outgate = Sigmoid(k.X * w[2 * b + i] + w[6 * b + i]);
            k.Change = Math.Tanh(k.Output * w[3 * b + i] + w[7 * b + i]);
            cell[i] = k.State * k.Forget + k.Ingate * k.Change;
            k.Squashed = Math.Tanh(cell[i]);
            x[i] = output[i] = k.Outgate * k.Squashed;
        }
    }

    private static void Backward(ReadOnlySpan<double> w, ReadOnlySpan<Cell> kept, Span<double> doutput, Span<double> dcell, Span<double> dx, Span<double> dw)
    {
        int b = dx.Length;
        for (int i = 0; i < dx.Length; i++)
        {
            ref readonly Cell k = ref kept[i];
            double d = dx[i] + doutput[i], dc = dcell[i] + d * k.Outgate * (1 - k.Squashed * k.Squashed);
            double doutgate = d * k.Squashed * k.Outgate * (1 - k.Outgate), dforget = dc * k.State * k.Forget * (1 - k.Forget);
            double dingate = dc * k.Change * k.Ingate * (1 - k.Ingate), dchange = dc * k.Ingate * (1 - k.Change * k.Change);
            dw[i] += dforget * k.X;
            dw[4 * b + i] += dforget;
            dw[b + i] += dingate * k.Output;
            dw[5 * b + i] += dingate;
            dw[2 * b + i] += doutgate * k.X;
            dw[6 * b + i] += doutgate;
            dw[3 * b + i] += dchange * k.Output;
            dw[7 * b + i] += dchange;
            dx[i] = dforget * w[i] + doutgate * w[2 * b + i];
            doutput[i] = dingate * w[b + i] + dchange * w[3 * b + i];
            dcell[i] = dc * k.Forget;
        }
    }
}
