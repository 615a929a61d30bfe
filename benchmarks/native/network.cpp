// The gradient of micrograd's demo, 2-16-16-1, by hand: neuron by neuron, its weights, then its bias.
#include "exports.h"

EXPORT double network_gradient(const double* p, const double* points, const int* labels, int count, double* dp) {
    const int W = 16;
    const double* second = p + 3 * W;
    const double* last = second + (W + 1) * W;
    double* dsecond = dp + 3 * W;
    double* dlast = dsecond + (W + 1) * W;
    double margins = 0;
    for (int n = 0; n < count; n++) {
        const double* x = points + 2 * n;
        double a[W], b[W], da[W];
        for (int i = 0; i < W; i++) {
            const double v = p[3 * i] * x[0] + p[3 * i + 1] * x[1] + p[3 * i + 2];
            a[i] = v > 0 ? v : 0;
            da[i] = 0;
        }

        double score = last[W];
        for (int i = 0; i < W; i++) {
            const double* w = second + (W + 1) * i;
            double v = w[W];
            for (int j = 0; j < W; j++) v += w[j] * a[j];
            b[i] = v > 0 ? v : 0;
            score += last[i] * b[i];
        }

        const double margin = 1 - labels[n] * score;
        if (!(margin > 0)) continue;
        margins += margin;
        const double d = -(double)labels[n] / count;
        dlast[W] += d;
        for (int i = 0; i < W; i++) {
            dlast[i] += d * b[i];
            if (!(b[i] > 0)) continue;
            const double db = d * last[i];
            const double* w = second + (W + 1) * i;
            double* dw = dsecond + (W + 1) * i;
            for (int j = 0; j < W; j++) {
                dw[j] += db * a[j];
                da[j] += db * w[j];
            }

            dw[W] += db;
        }

        for (int i = 0; i < W; i++) {
            if (!(a[i] > 0)) continue;
            dp[3 * i] += da[i] * x[0];
            dp[3 * i + 1] += da[i] * x[1];
            dp[3 * i + 2] += da[i];
        }
    }

    double squares = 0;
    for (int i = 0; i < 3 * W + (W + 1) * W + W + 1; i++) {
        squares += p[i] * p[i];
        dp[i] += 2e-4 * p[i];
    }

    return margins / count + 1e-4 * squares;
}
