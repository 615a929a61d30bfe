// The gradient of ADBench's LSTM, by hand.
#include <cmath>
#include <cstring>
#include <vector>
#include "exports.h"

namespace {

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

// What the backward pass needs of one cell.
struct Cell { double x, output, cell, forget, ingate, outgate, change, squashed; };

void forward(int b, const double* __restrict w, double* __restrict output, double* __restrict cell, double* __restrict x, Cell* __restrict kept) {
    for (int i = 0; i < b; i++) {
        Cell k;
        k.x = x[i];
        k.output = output[i];
        k.cell = cell[i];
        k.forget = sigmoid(x[i] * w[i] + w[4 * b + i]);
        k.ingate = sigmoid(output[i] * w[b + i] + w[5 * b + i]);
        k.outgate = sigmoid(x[i] * w[2 * b + i] + w[6 * b + i]);
        k.change = std::tanh(output[i] * w[3 * b + i] + w[7 * b + i]);
        cell[i] = cell[i] * k.forget + k.ingate * k.change;
        k.squashed = std::tanh(cell[i]);
        x[i] = output[i] = k.outgate * k.squashed;
        if (kept) kept[i] = k;
    }
}

void backward(int b, const double* __restrict w, const Cell* __restrict kept, double* __restrict doutput, double* __restrict dcell, double* __restrict dx, double* __restrict dw) {
    for (int i = 0; i < b; i++) {
        const Cell k = kept[i];
        const double d = dx[i] + doutput[i];
        const double dc = dcell[i] + d * k.outgate * (1 - k.squashed * k.squashed);
        const double doutgate = d * k.squashed * k.outgate * (1 - k.outgate);
        const double dforget = dc * k.cell * k.forget * (1 - k.forget);
        const double dingate = dc * k.change * k.ingate * (1 - k.ingate);
        const double dchange = dc * k.ingate * (1 - k.change * k.change);
        dw[i] += dforget * k.x;
        dw[4 * b + i] += dforget;
        dw[b + i] += dingate * k.output;
        dw[5 * b + i] += dingate;
        dw[2 * b + i] += doutgate * k.x;
        dw[6 * b + i] += doutgate;
        dw[3 * b + i] += dchange * k.output;
        dw[7 * b + i] += dchange;
        dx[i] = dforget * w[i] + doutgate * w[2 * b + i];
        doutput[i] = dingate * w[b + i] + dchange * w[3 * b + i];
        dcell[i] = dc * k.forget;
    }
}

}

EXPORT double memory_objective(int layers, int count, int b, const double* main, const double* extra, const double* state, const double* sequence) {
    std::vector<double> s(state, state + 2 * layers * b), x(b);
    double total = 0;
    for (int t = 0; t + 1 < count; t++) {
        for (int i = 0; i < b; i++) x[i] = sequence[t * b + i] * extra[i];
        for (int l = 0; l < layers; l++) forward(b, main + 8 * l * b, &s[2 * l * b], &s[2 * l * b + b], x.data(), nullptr);
        double sum = 2;
        for (int i = 0; i < b; i++) {
            x[i] = x[i] * extra[b + i] + extra[2 * b + i];
            sum += std::exp(x[i]);
        }

        const double normaliser = std::log(sum);
        for (int i = 0; i < b; i++) total += sequence[(t + 1) * b + i] * (x[i] - normaliser);
    }

    return -total / (b * (count - 1));
}

EXPORT double memory_gradient(
    int layers, int count, int b, const double* main, const double* extra, const double* state, const double* sequence, double* dmain, double* dextra) {
    // Memory that stays from one call to the next, as the generated gradient's workspace does.
    static thread_local std::vector<Cell> cells;
    static thread_local std::vector<double> outputs, weights, sums;
    cells.resize((size_t)layers * b * (count - 1));
    outputs.resize((size_t)b * (count - 1));
    weights.resize((size_t)b * (count - 1));
    sums.resize(count - 1);
    std::vector<double> s(state, state + 2 * layers * b), ds(2 * layers * b), x(b), dx(b);
    double total = 0;
    for (int t = 0; t + 1 < count; t++) {
        for (int i = 0; i < b; i++) x[i] = sequence[t * b + i] * extra[i];
        for (int l = 0; l < layers; l++) forward(b, main + 8 * l * b, &s[2 * l * b], &s[2 * l * b + b], x.data(), &cells[((size_t)t * layers + l) * b]);
        double sum = 2;
        for (int i = 0; i < b; i++) {
            outputs[(size_t)t * b + i] = x[i];
            x[i] = x[i] * extra[b + i] + extra[2 * b + i];
            sum += weights[(size_t)t * b + i] = std::exp(x[i]);
        }

        sums[t] = sum;
        const double normaliser = std::log(sum);
        for (int i = 0; i < b; i++) total += sequence[(t + 1) * b + i] * (x[i] - normaliser);
    }

    const double scale = -1.0 / (b * (count - 1));
    for (int t = count - 2; t >= 0; t--) {
        double all = 0;
        for (int i = 0; i < b; i++) all += sequence[(t + 1) * b + i];
        all *= scale / sums[t];
        for (int i = 0; i < b; i++) {
            const double d = scale * sequence[(t + 1) * b + i] - all * weights[(size_t)t * b + i];
            dextra[b + i] += d * outputs[(size_t)t * b + i];
            dextra[2 * b + i] += d;
            dx[i] = d * extra[b + i];
        }

        for (int l = layers - 1; l >= 0; l--)
            backward(b, main + 8 * l * b, &cells[((size_t)t * layers + l) * b], &ds[2 * l * b], &ds[2 * l * b + b], dx.data(), dmain + 8 * l * b);
        for (int i = 0; i < b; i++) dextra[i] += dx[i] * sequence[t * b + i];
    }

    return total * scale;
}
