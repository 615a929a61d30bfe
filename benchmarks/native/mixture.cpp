// The gradient of ADBench's Gaussian mixture, by hand: what a careful person writes, with all that the derivative needs kept for one point at a time.
#include <cmath>
#include <cstring>
#include <vector>
#include "exports.h"

namespace {

double log_sum_exp(const double* x, int n) {
    double max = x[0];
    for (int i = 1; i < n; i++) max = x[i] > max ? x[i] : max;
    double sum = 0;
    for (int i = 0; i < n; i++) sum += std::exp(x[i] - max);
    return max + std::log(sum);
}

double log_multivariate_gamma(double a, int d) {
    double sum = 0.25 * d * (d - 1) * std::log(3.14159265359);
    for (int j = 1; j <= d; j++) sum += std::lgamma(a + 0.5 * (1 - j));
    return sum;
}

// Q (x - mean), where Q has exp(q) on its diagonal and the columns below it.
void multiply(int d, const double* __restrict diagonal, const double* __restrict lower, const double* __restrict centred, double* __restrict product) {
    for (int i = 0; i < d; i++) product[i] = diagonal[i] * centred[i];
    for (int j = 0; j < d; j++) {
        const double x = centred[j];
        double* __restrict below = product + j + 1;
        for (int i = 0; i < d - 1 - j; i++) below[i] += lower[i] * x;
        lower += d - 1 - j;
    }
}

}

EXPORT double mixture_objective(
    int d, int k, int n, const double* alphas, const double* means, const double* factors, const double* points, double gamma, int m) {
    const int stride = d * (d + 1) / 2;
    std::vector<double> diagonals(k * d), sums(k), centred(d), product(d), terms(k);
    for (int c = 0; c < k; c++)
        for (int i = 0; i < d; i++) {
            sums[c] += factors[c * stride + i];
            diagonals[c * d + i] = std::exp(factors[c * stride + i]);
        }

    double total = 0;
    for (int p = 0; p < n; p++) {
        for (int c = 0; c < k; c++) {
            for (int i = 0; i < d; i++) centred[i] = points[p * d + i] - means[c * d + i];
            multiply(d, &diagonals[c * d], factors + c * stride + d, centred.data(), product.data());
            double norm = 0;
            for (int i = 0; i < d; i++) norm += product[i] * product[i];
            terms[c] = alphas[c] + sums[c] - 0.5 * norm;
        }

        total += log_sum_exp(terms.data(), k);
    }

    const int degrees = d + m + 1;
    const double constant = degrees * d * (std::log(gamma) - 0.5 * std::log(2.0)) - log_multivariate_gamma(0.5 * degrees, d);
    double prior = 0;
    for (int c = 0; c < k; c++) {
        double squares = 0;
        for (int i = 0; i < d; i++) squares += diagonals[c * d + i] * diagonals[c * d + i];
        for (int i = d; i < stride; i++) squares += factors[c * stride + i] * factors[c * stride + i];
        prior += 0.5 * gamma * gamma * squares - m * sums[c];
    }

    return total - n * log_sum_exp(alphas, k) - n * d * 0.5 * std::log(2 * 3.14159265359) + prior - k * constant;
}

EXPORT double mixture_gradient(
    int d, int k, int n, const double* alphas, const double* means, const double* factors, const double* points, double gamma, int m,
    double* dalphas, double* dmeans, double* dfactors) {
    const int stride = d * (d + 1) / 2;
    std::vector<double> diagonals(k * d), sums(k), centred(k * d), products(k * d), terms(k), slopes(d);
    for (int c = 0; c < k; c++)
        for (int i = 0; i < d; i++) {
            sums[c] += factors[c * stride + i];
            diagonals[c * d + i] = std::exp(factors[c * stride + i]);
        }

    double total = 0;
    for (int p = 0; p < n; p++) {
        for (int c = 0; c < k; c++) {
            double* x = &centred[c * d];
            double* product = &products[c * d];
            for (int i = 0; i < d; i++) x[i] = points[p * d + i] - means[c * d + i];
            multiply(d, &diagonals[c * d], factors + c * stride + d, x, product);
            double norm = 0;
            for (int i = 0; i < d; i++) norm += product[i] * product[i];
            terms[c] = alphas[c] + sums[c] - 0.5 * norm;
        }

        double max = terms[0];
        for (int c = 1; c < k; c++) max = terms[c] > max ? terms[c] : max;
        double sum = 0;
        for (int c = 0; c < k; c++) sum += terms[c] = std::exp(terms[c] - max);
        total += max + std::log(sum);
        const double scale = 1 / sum;
        for (int c = 0; c < k; c++) {
            const double weight = terms[c] * scale;
            const double* __restrict x = &centred[c * d];
            const double* __restrict product = &products[c * d];
            const double* __restrict lower = factors + c * stride + d;
            double* __restrict dq = dfactors + c * stride;
            double* __restrict dlower = dq + d;
            double* __restrict dmean = dmeans + c * d;
            dalphas[c] += weight;
            for (int i = 0; i < d; i++) {
                slopes[i] = -weight * product[i];
                const double scaled = slopes[i] * diagonals[c * d + i];
                dq[i] += weight + scaled * x[i];
                dmean[i] -= scaled;
            }

            for (int j = 0; j < d; j++) {
                const double xj = x[j];
                const double* __restrict slope = slopes.data() + j + 1;
                double dx = 0;
                for (int i = 0; i < d - 1 - j; i++) {
                    dlower[i] += slope[i] * xj;
                    dx += slope[i] * lower[i];
                }

                dmean[j] -= dx;
                lower += d - 1 - j;
                dlower += d - 1 - j;
            }
        }
    }

    double max = alphas[0];
    for (int c = 1; c < k; c++) max = alphas[c] > max ? alphas[c] : max;
    double sum = 0;
    for (int c = 0; c < k; c++) sum += std::exp(alphas[c] - max);
    for (int c = 0; c < k; c++) dalphas[c] -= n * std::exp(alphas[c] - max) / sum;

    const int degrees = d + m + 1;
    const double constant = degrees * d * (std::log(gamma) - 0.5 * std::log(2.0)) - log_multivariate_gamma(0.5 * degrees, d);
    double prior = 0;
    for (int c = 0; c < k; c++) {
        double squares = 0;
        for (int i = 0; i < d; i++) {
            const double square = diagonals[c * d + i] * diagonals[c * d + i];
            squares += square;
            dfactors[c * stride + i] += gamma * gamma * square - m;
        }

        for (int i = d; i < stride; i++) {
            squares += factors[c * stride + i] * factors[c * stride + i];
            dfactors[c * stride + i] += gamma * gamma * factors[c * stride + i];
        }

        prior += 0.5 * gamma * gamma * squares - m * sums[c];
    }

    return total - n * (max + std::log(sum)) - n * d * 0.5 * std::log(2 * 3.14159265359) + prior - k * constant;
}
