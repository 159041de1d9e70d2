using Dateline.News;

namespace Dateline.Formats;

/// <summary>What is said about one transmission of items, as against the items themselves.</summary>
public sealed record MessageEnvelope
{
    /// <summary>When it was sent.</summary>
    public required Instant Sent { get; init; }
    /// <summary>Who sent it.</summary>
    public string? Sender { get; init; }
    /// <summary>The transmission's own identity: the same when it is repeated.</summary>
    public string? TransmitId { get; init; }
    /// <summary>How urgent the transmission is, 1 to 9; not the editorial urgency.</summary>
    public int? Priority { get; init; }
}
