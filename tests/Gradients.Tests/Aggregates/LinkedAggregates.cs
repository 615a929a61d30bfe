namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>A linked list.</summary>
[Differentiable]
public sealed partial class Link(double value, Link? next = null)
{
    public Link? Next = next;

    public double Value { get; set; } = value;

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double SumFrom(double x) => (Math.Sin(Value * x) * Value) + (Next?.SumFrom(x * Value) ?? 0.5);
}

/// <summary>A tree with children in members, an array and a list.</summary>
[Differentiable]
public sealed partial class Tree
{
    public double Weight;

    public Tree? Left { get; init; }

    public Tree[] Children { get; init; } = [];

    public List<Tree> More { get; } = [];

    public double[] Bias { get; init; } = [0.5];

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public double Fold(double x)
    {
        double sum = Math.Tanh(Weight * x) + Bias[0];
        if (Left is { } left)
        {
            sum *= left.Fold(sum);
        }

        foreach (Tree child in Children)
        {
            sum += child.Fold(x) * Weight;
        }

        for (int i = 0; i < More.Count; i++)
        {
            sum += More[i].Fold(x * (i + 1));
        }

        return sum;
    }
}

/// <summary>Two types that lead to each other, and a struct that holds an array of its own kind.</summary>
[Differentiable]
public sealed partial class Company
{
    public double Budget = 2;

    public List<Department> Departments { get; } = [];
}

[Differentiable]
public sealed partial class Department(Company? company, double share)
{
    public Company? Company { get; } = company;

    public double Share { get; } = share;
}

[Differentiable]
public partial struct Branch
{
    public double Length;

    public Branch[]? Branches;
}

internal static partial class Linked
{
    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Walk(Link? start, double x)
    {
        double sum = 0;
        for (Link? link = start; link != null; link = link.Next)
        {
            sum += (link.Value * x) + Math.Sin(sum * link.Value);
            if (sum > 100)
            {
                break;
            }
        }

        return sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Relax(Link start, double x)
    {
        // Each value is overwritten by what came before it.
        double carried = x;
        for (Link? link = start; link is not null; link = link.Next)
        {
            carried = (0.5 * carried) + (link.Value * link.Value);
            link.Value *= carried;
        }

        return carried * start.Value;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Built(double a, double b, int n)
    {
        Link? list = null;
        for (int i = 0; i < n; i++)
        {
            list = new Link((a * i) + (list?.Value ?? b), list);
        }

        double product = 1;
        for (Link? link = list; link is not null; link = link.Next)
        {
            product *= Math.Cos(link.Value) + link.Value;
        }

        return product;
    }

    [Differentiable]
    public static double Share(Company company, double x)
    {
        double sum = 0;
        foreach (Department department in company.Departments)
        {
            if (department.Company is { } parent)
            {
                sum += department.Share * parent.Budget * x;
            }
        }

        return sum * sum;
    }

    [Differentiable(Modes = DerivativeModes.Jvp)]
    public static double Reach(Branch branch, double scale)
    {
        double longest = 0;
        if (branch.Branches is { } branches)
        {
            foreach (Branch inner in branches)
            {
                longest += Reach(inner, scale * 0.9);
            }
        }

        return (branch.Length * scale) + (longest * longest);
    }
}
