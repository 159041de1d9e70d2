using Dateline.Delivery.Dispatch;

namespace Dateline.Delivery.Tests.Simulation;

/// <summary>
/// One node: the real dispatcher, and what it has begun and not ended. It does one thing at a time, when the simulation says so; it may stand still for a while
/// and go on as if nothing had been, and it may die at any named point.
/// </summary>
internal sealed class SimulatedNode : TaskScheduler
{
    private readonly List<Task> _ready = [];

    /// <summary>Its dispatcher.</summary>
    internal Dispatcher Dispatcher { get; set; } = null!;

    /// <summary>It is gone: nothing of it happens any more.</summary>
    internal bool IsDead { get; private set; }

    /// <summary>It stands still: a debugger, a pause of the machine.</summary>
    internal bool IsFrozen { get; set; }

    /// <summary>At which of the next named points it dies; 0: at none.</summary>
    internal int DiesIn { get; set; }

    /// <summary>Which of its next commits fails; 0: none.</summary>
    internal int FailsIn { get; set; }

    /// <summary>Whether that commit is kept all the same, and only its answer is lost.</summary>
    internal bool FailsKept { get; set; }

    /// <summary>The turn it is in.</summary>
    internal Task? Turn { get; set; }

    internal bool CanGo => !IsDead && !IsFrozen && _ready.Count > 0;

    internal void Die()
    {
        IsDead = true;
        _ready.Clear();
    }

    /// <summary>Goes on with one of the things that can go on.</summary>
    internal void Go(int which)
    {
        var task = _ready[which % _ready.Count];
        _ready.Remove(task);
        TryExecuteTask(task);
    }

    protected override void QueueTask(Task task)
    {
        if (!IsDead) _ready.Add(task);
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}

/// <summary>The power went.</summary>
internal sealed class NodeDiedException : Exception;
