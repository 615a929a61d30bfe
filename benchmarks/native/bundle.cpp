// The Jacobian of ADBench's bundle adjustment, by hand.
#include <cmath>
#include "exports.h"

namespace {

struct Vector { double x, y, z; };

double dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
Vector cross(Vector a, Vector b) { return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x}; }
Vector add(Vector a, Vector b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
Vector scale(double s, Vector a) { return {s * a.x, s * a.y, s * a.z}; }

// Camera: rotation 3, centre 3, focal length, principal point 2, radial 2.
void project(const double* c, const double* point, double weight, const double* feature, double* errors, double* first, double* second) {
    const Vector rotation = {c[0], c[1], c[2]}, seen = {point[0] - c[3], point[1] - c[4], point[2] - c[5]};
    const double square = dot(rotation, rotation);
    const bool turns = square != 0;
    const double angle = std::sqrt(square), cosine = std::cos(angle), sine = std::sin(angle);
    const Vector axis = turns ? scale(1 / angle, rotation) : Vector{0, 0, 0};
    const Vector normal = cross(axis, seen);
    const double along = dot(axis, seen);
    const Vector r = turns ? add(add(scale(cosine, seen), scale(sine, normal)), scale(along * (1 - cosine), axis)) : add(seen, cross(rotation, seen));
    const double px = r.x / r.z, py = r.y / r.z, s = px * px + py * py;
    const double distortion = 1 + c[9] * s + c[10] * s * s, slope = 2 * (c[9] + 2 * c[10] * s);
    const double ex = c[6] * distortion * px + c[7] - feature[0], ey = c[6] * distortion * py + c[8] - feature[1];
    errors[0] = weight * ex;
    errors[1] = weight * ey;
    if (!first) return;
    const double f = weight * c[6], xy = f * slope * px * py;
    const double rows[2][2] = {{f * (distortion + slope * px * px), xy}, {xy, f * (distortion + slope * py * py)}};
    // What turns with each component of the rotation.
    Vector turned[3];
    const Vector units[3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (int j = 0; j < 3; j++) {
        if (!turns) {
            turned[j] = cross(units[j], seen);
            continue;
        }

        const double a = j == 0 ? axis.x : j == 1 ? axis.y : axis.z;
        const Vector da = scale(1 / angle, add(units[j], scale(-a, axis)));
        turned[j] = add(
            scale(a, add(add(scale(-sine, seen), scale(cosine, normal)), scale(sine * along, axis))),
            add(scale(sine, cross(da, seen)), scale(1 - cosine, add(scale(dot(da, seen), axis), scale(along, da)))));
    }

    for (int row = 0; row < 2; row++) {
        double* out = row == 0 ? first : second;
        const double p = row == 0 ? px : py;
        const double gx = rows[row][0] / r.z, gy = rows[row][1] / r.z;
        const Vector g = {gx, gy, -(gx * px + gy * py)};
        // The rotation's transpose turns the other way.
        const Vector back = turns ? add(add(scale(cosine, g), scale(-sine, cross(axis, g))), scale(dot(axis, g) * (1 - cosine), axis)) : add(g, cross(g, rotation));
        for (int j = 0; j < 3; j++) out[j] = dot(g, turned[j]);
        out[3] = -back.x;
        out[4] = -back.y;
        out[5] = -back.z;
        out[6] = weight * distortion * p;
        out[7] = row == 0 ? weight : 0;
        out[8] = row == 0 ? 0 : weight;
        out[9] = f * s * p;
        out[10] = f * s * s * p;
        out[11] = back.x;
        out[12] = back.y;
        out[13] = back.z;
        out[14] = row == 0 ? ex : ey;
    }
}

}

EXPORT void bundle_errors(int n, int m, int count, const double* cameras, const double* points, const double* weights, const int* seen, const double* features, double* errors) {
    for (int i = 0; i < count; i++) {
        project(cameras + 11 * seen[2 * i], points + 3 * seen[2 * i + 1], weights[i], features + 2 * i, errors + 2 * i, nullptr, nullptr);
        errors[2 * count + i] = 1 - weights[i] * weights[i];
    }
}

EXPORT void bundle_jacobian(
    int n, int m, int count, const double* cameras, const double* points, const double* weights, const int* seen, const double* features, double* errors,
    int* starts, int* columns, double* values) {
    int entry = 0, row = 0;
    for (int i = 0; i < count; i++) {
        project(cameras + 11 * seen[2 * i], points + 3 * seen[2 * i + 1], weights[i], features + 2 * i, errors + 2 * i, values + entry, values + entry + 15);
        for (int r = 0; r < 2; r++) {
            for (int j = 0; j < 11; j++) columns[entry++] = 11 * seen[2 * i] + j;
            for (int j = 0; j < 3; j++) columns[entry++] = 11 * n + 3 * seen[2 * i + 1] + j;
            columns[entry++] = 11 * n + 3 * m + i;
            starts[++row] = entry;
        }
    }

    for (int i = 0; i < count; i++) {
        errors[2 * count + i] = 1 - weights[i] * weights[i];
        columns[entry] = 11 * n + 3 * m + i;
        values[entry++] = -2 * weights[i];
        starts[++row] = entry;
    }
}
