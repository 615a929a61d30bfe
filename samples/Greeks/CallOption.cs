namespace Samples.Greeks;

/// <summary>A European call and its market. Rates are continuous and yearly, the maturity is in years.</summary>
public readonly record struct CallOption(
    double Spot, double Strike, double Rate, double Dividend, double Volatility, double Maturity);

/// <summary>A price and its derivatives with respect to each of the option's six numbers.</summary>
/// <param name="Price">The value of the option.</param>
/// <param name="Delta">By the spot.</param>
/// <param name="Strike">By the strike.</param>
/// <param name="Rho">By the interest rate.</param>
/// <param name="Dividend">By the dividend yield.</param>
/// <param name="Vega">By the volatility.</param>
/// <param name="Theta">By the time that passes: minus the derivative by the maturity.</param>
public readonly record struct Sensitivities(
    double Price, double Delta, double Strike, double Rho, double Dividend, double Vega, double Theta)
{
    public static readonly string[] Names =
    [
        "price", "delta (spot)", "strike", "rho (rate)", "dividend", "vega (volatility)", "theta (time)",
    ];

    public double this[int index] => index switch
    {
        0 => Price,
        1 => Delta,
        2 => Strike,
        3 => Rho,
        4 => Dividend,
        5 => Vega,
        6 => Theta,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };
}
