using AutoDiff.Generator.Ir;

namespace AutoDiff.Generator.Emit.Bodies;

/// <summary>Assignments that happen at once, put in an order in which no variable is overwritten before it is read.</summary>
internal sealed class ParallelCopy
{
    private readonly List<CopyCode> _copies = [];

    public void Add(Local target, Local? source)
    {
        // A value without a variable was never computed: nobody reads the target either.
        if (source is not null && source != target)
        {
            _copies.Add(new CopyCode(target, source, null));
            source.Mark++;
        }
    }

    public void Add(Local target, Constant constant) => _copies.Add(new CopyCode(target, null, constant));

    /// <summary>Appends the copies to the block.</summary>
    public void Flush(CodeBlock block)
    {
        while (_copies.Count > 0)
        {
            int kept = 0;
            for (int i = 0; i < _copies.Count; i++)
            {
                CopyCode copy = _copies[i];
                if (copy.Target.Mark == 0)
                {
                    Emit(copy, block);
                }
                else
                {
                    _copies[kept++] = copy;
                }
            }

            bool isStuck = kept == _copies.Count;
            _copies.RemoveRange(kept, _copies.Count - kept);
            if (isStuck)
            {
                BreakCycle(block);
            }
        }
    }

    private static void Emit(CopyCode copy, CodeBlock block)
    {
        block.Statements.Add(copy);
        if (copy.Source is not null)
        {
            copy.Source.Mark--;
        }
    }

    // All that is left goes in circles: the old value of one target is kept aside.
    private void BreakCycle(CodeBlock block)
    {
        Local overwritten = _copies[0].Target;
        var kept = new Local("t", overwritten.Type, isTemporary: true);
        block.Statements.Add(new CopyCode(kept, overwritten, null));
        for (int i = 0; i < _copies.Count; i++)
        {
            if (_copies[i].Source == overwritten)
            {
                _copies[i] = new CopyCode(_copies[i].Target, kept, null);
                kept.Mark++;
            }
        }

        overwritten.Mark = 0;
    }
}
