using AutoDiff.Gradients.Tests.Checks;

namespace AutoDiff.Gradients.Tests.Aggregates;

/// <summary>Types that lead back to themselves: lists, trees, graphs.</summary>
public sealed class LinkedAggregateTests
{
    private static Link List() => new(0.4, new Link(-0.3, new Link(0.8)));

    [Fact]
    public void A_loop_over_a_linked_list() =>
        ModelAssert.Agrees(List, 1.2, Linked.Walk, (list, x, adjoint) => Linked.WalkGradient(list, x, adjoint), (list, x, tangent, dx) => Linked.WalkJvp(list, x, tangent, dx));

    [Fact]
    public void A_list_that_ends_at_once()
    {
        (double value, double dx) = Linked.WalkGradient(null, 2, null);
        Assert.Equal((0.0, 0.0), (value, dx));
    }

    [Fact]
    public void A_loop_that_writes_the_list() =>
        ModelAssert.Agrees(List, 0.7, Linked.Relax, (list, x, adjoint) => Linked.RelaxGradient(list, x, adjoint), (list, x, tangent, dx) => Linked.RelaxJvp(list, x, tangent, dx));

    [Fact]
    public void A_recursive_method_of_a_list() =>
        ModelAssert.Agrees(List, 1.2, (list, x) => list.SumFrom(x), (list, x, adjoint) => list.SumFromGradient(x, adjoint), (list, x, tangent, dx) => list.SumFromJvp(x, tangent, dx));

    [Fact]
    public void A_list_built_on_the_way()
    {
        GradientAssert.Agrees([0.3, 0.2], v => Linked.Built(v[0], v[1], 4), (v, d) =>
        {
            (double value, double da, double db) = Linked.BuiltGradient(v[0], v[1], 4);
            (d[0], d[1]) = (d[0] + da, d[1] + db);
            return value;
        });
        (_, double a, double b) = Linked.BuiltGradient(0.3, 0.2, 4);
        GradientAssert.Equal((2 * a) - b, Linked.BuiltJvp(0.3, 0.2, 4, 2, -1).dresult);
    }

    private static Tree Forest()
    {
        var shared = new Tree { Weight = 0.9, Bias = [0.1] };
        var tree = new Tree
        {
            Weight = 0.5,
            Left = new Tree { Weight = 1.5, Children = [shared] },
            Children = [new Tree { Weight = 0.2, Left = shared }, shared],
        };
        tree.More.Add(new Tree { Weight = -0.4, Bias = shared.Bias });
        tree.More.Add(shared);
        return tree;
    }

    [Fact]
    public void A_recursive_method_of_a_tree_with_shared_parts() =>
        ModelAssert.Agrees(Forest, 0.8, (tree, x) => tree.Fold(x), (tree, x, adjoint) => tree.FoldGradient(x, adjoint), (tree, x, tangent, dx) => tree.FoldJvp(x, tangent, dx));

    [Fact]
    public void Zeros_and_visits_keep_what_is_shared()
    {
        Tree zeros = Forest().ZerosLike();
        Assert.Same(zeros.Children[1], zeros.Left?.Children[0]);
        Assert.Same(zeros.Children[1], zeros.More[1]);
        Assert.Same(zeros.Children[1].Bias, zeros.More[0].Bias);
        Assert.Null(zeros.More[0].Left);
        Assert.Equal(
            ["Weight", "Left.Weight", "Left.Children.0.Weight", "Left.Children.0.Bias", "Left.Bias", "Children.0.Weight", "Children.0.Bias", "More.0.Weight", "Bias"],
            Parameters.Of(zeros).Names);
    }

    [Fact]
    public void Graphs_with_cycles()
    {
        static Company Make()
        {
            var company = new Company();
            company.Departments.AddRange([new(company, 0.3), new(null, 0.5), new(company, 0.9)]);
            return company;
        }

        Company company = Make(), zeros = company.ZerosLike();
        Assert.Same(zeros, zeros.Departments[2].Company);
        Assert.Equal(["Budget", "Departments.0.Share", "Departments.1.Share", "Departments.2.Share"], Parameters.Of(company).Names);
        ModelAssert.Agrees(Make, 1.3, Linked.Share, (model, x, adjoint) => Linked.ShareGradient(model, x, adjoint));
    }

    [Fact]
    public void A_struct_with_an_array_of_its_own_kind()
    {
        static Branch Of(double[] v) => new() { Length = v[0], Branches = [new() { Length = v[1] }, new() { Length = v[2], Branches = [] }] };
        GradientAssert.Agrees([0.7, 0.4, 0.9, 1.1], v => Linked.Reach(Of(v), v[3]), (v, d) =>
        {
            var adjoint = new Branch { Branches = new Branch[2] };
            adjoint.Branches[1] = new Branch { Branches = [] };
            (double value, double dscale) = Linked.ReachGradient(Of(v), v[3], ref adjoint);
            double[] found = [adjoint.Length, adjoint.Branches![0].Length, adjoint.Branches[1].Length, dscale];
            for (int i = 0; i < 4; i++)
            {
                d[i] += found[i];
            }

            return value;
        });
    }

    [Fact]
    public void Gradients_of_linked_objects_allocate_nothing()
    {
        Tree tree = Forest(), adjoint = tree.ZerosLike();
        Link list = List(), zeros = list.ZerosLike();
        ModelAssert.AllocatesNothing(() => tree.FoldGradient(0.8, adjoint));
        ModelAssert.AllocatesNothing(() => Linked.WalkGradient(list, 1.2, zeros));
    }

    [Fact]
    public void An_adjoint_that_is_shorter_than_its_list_is_an_error() =>
        Assert.Throws<ArgumentNullException>("dstart", () => Linked.WalkGradient(List(), 1, new Link(0)));

    [Fact]
    public void A_list_too_long_for_the_stack_is_an_exception_that_can_be_caught()
    {
        Link? list = null;
        for (int i = 0; i < 200_000; i++)
        {
            list = new Link(i, list);
        }

        Assert.Throws<InsufficientExecutionStackException>(() => list!.ZerosLike());
    }
}
