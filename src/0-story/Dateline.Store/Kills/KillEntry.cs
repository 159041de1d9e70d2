using Dateline.News;

namespace Dateline.Store.Kills;

/// <summary>What the kill journal keeps: every act after which a story may be shown less than before, and the end of a hold.</summary>
public enum KillAct
{
    /// <summary>A story was killed.</summary>
    Kill,
    /// <summary>A story was taken down for legal reasons.</summary>
    Takedown,
    /// <summary>A story was put on hold.</summary>
    Hold,
    /// <summary>A hold ended without a kill.</summary>
    HoldEnded,
    /// <summary>A story's embargo was set, moved or lifted.</summary>
    Embargo,
    /// <summary>A source killed an item, whether it was here or not.</summary>
    ItemKill,
    /// <summary>A source put an item on hold, whether it was here or not.</summary>
    ItemHold,
    /// <summary>An API key was revoked.</summary>
    KeyRevoked,
}

/// <summary>
/// One line of the kill journal: which story or item, what was done, when and by whom. Never a word of what the story said:
/// no headline, no slugline, no reason.
/// </summary>
public sealed record KillEntry
{
    /// <summary>What was done.</summary>
    public required KillAct Act { get; init; }
    /// <summary>The story's guid; null where an item was meant. For a key: its prefix.</summary>
    public string? Guid { get; init; }
    /// <summary>The source's code; null: a story of our own.</summary>
    public string? Source { get; init; }
    /// <summary>The item's guid at that source.</summary>
    public string? SourceGuid { get; init; }
    /// <summary>The version that killed or held an item, as its source stated it.</summary>
    public string? SourceVersion { get; init; }
    /// <summary>When the source made that version.</summary>
    public Instant? SourceVersionCreated { get; init; }
    /// <summary>When.</summary>
    public Instant At { get; init; }
    /// <summary>The epoch of the log it was done in.</summary>
    public long Epoch { get; init; }
    /// <summary>Its row on the wire log; null where it has none.</summary>
    public long? Position { get; init; }
    /// <summary>For <see cref="KillAct.Embargo"/>: from when it is usable since, as the store keeps it; null: at once.</summary>
    public long? UsableFrom { get; init; }
    /// <summary>Who did it, by pseudonym.</summary>
    public required string By { get; init; }
    /// <summary>The commit it belongs to, counted by its journal; 0: read from the log afterwards.</summary>
    internal long Batch { get; init; }

    /// <summary>Which act a release is; null: none that the journal keeps.</summary>
    internal static KillAct? ActOf(ReleaseAction action, bool wasHeld) => action switch
    {
        ReleaseAction.Kill => KillAct.Kill,
        ReleaseAction.Takedown => KillAct.Takedown,
        ReleaseAction.Hold => KillAct.Hold,
        ReleaseAction.ChangeEmbargo or ReleaseAction.Lift => KillAct.Embargo,
        ReleaseAction.SendAsWas or ReleaseAction.Correct when wasHeld => KillAct.HoldEnded,
        _ => null,
    };
}
