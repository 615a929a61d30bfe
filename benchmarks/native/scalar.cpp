// A method of 30 operations on three numbers, and its gradient.
#include <cmath>
#include "exports.h"

EXPORT double scalar_gradient(double x, double y, double z, double* dx, double* dy, double* dz) {
    const double a = x * y + z, b = a * a - x * z, c = std::sin(a) + y * b, e = std::exp(-0.1 * (x * x + y * y));
    const double g = c * e + b / (1 + z * z), h = g * g + 0.5 * c - a * e, u = std::sqrt(1 + h * h), v = h / u + g * x - 0.25 * b * y;
    const double dg0 = x, db0 = -0.25 * y, denominator = 1 + z * z;
    const double dh = 1 / (u * u * u), dg = dg0 + dh * 2 * g, dc = dh * 0.5 + dg * e, db = db0 + dg / denominator + dc * y;
    const double de = -dh * a + dg * c, da = -dh * e + dc * std::cos(a) + db * 2 * a;
    *dx = g - 0.2 * x * e * de - db * z + da * y;
    *dy = -0.25 * b - 0.2 * y * e * de + dc * b + da * x;
    *dz = -dg * b / (denominator * denominator) * 2 * z - db * x + da;
    return v;
}
