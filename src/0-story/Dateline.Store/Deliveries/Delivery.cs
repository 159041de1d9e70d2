using Dateline.News;

namespace Dateline.Store.Deliveries;

/// <summary>How a delivery stands.</summary>
public enum DeliveryState
{
    /// <summary>It is to be sent, now or at its next attempt.</summary>
    Waiting,
    /// <summary>An attempt is on its way, or was when its node died.</summary>
    Sending,
    /// <summary>It arrived: there is a receipt.</summary>
    Delivered,
    /// <summary>It was not sent: a newer version of the story took its place.</summary>
    Superseded,
    /// <summary>It was not sent: the gate closed, or the contract ended, before it went.</summary>
    Withdrawn,
    /// <summary>It did not arrive, and nothing more is tried.</summary>
    GivenUp,
    /// <summary>It did not arrive by itself: a named person told them, and they confirmed.</summary>
    Confirmed,
}

/// <summary>Which deliveries go first.</summary>
public enum DeliveryLane
{
    /// <summary>Holds, kills and takedowns: before everything, whatever a destination's state.</summary>
    Withdrawal,
    /// <summary>Flashes and embargo changes.</summary>
    Urgent,
    /// <summary>Everything else.</summary>
    Usual,
}

/// <summary>How one attempt ended: which leg failed, and whether it may have arrived all the same.</summary>
public enum AttemptOutcome
{
    /// <summary>They said that they have it.</summary>
    Arrived,
    /// <summary>We could not connect: it has not arrived.</summary>
    NotConnected,
    /// <summary>They refused it: it has not arrived.</summary>
    Refused,
    /// <summary>We could not make it: nothing was sent.</summary>
    MadeBadly,
    /// <summary>It was sent, and no answer came: it may have arrived.</summary>
    Unknown,
}

/// <summary>One release for one destination.</summary>
public sealed record Delivery
{
    /// <summary>Its id: the same in every attempt, so that they can tell a repeat.</summary>
    public required Guid Id { get; init; }
    /// <summary>The destination.</summary>
    public required Guid Destination { get; init; }
    /// <summary>The log row that it carries out.</summary>
    public required long Position { get; init; }
    /// <summary>The story.</summary>
    public required Guid Story { get; init; }
    /// <summary>The version.</summary>
    public required int Version { get; init; }
    /// <summary>By which action that version went out.</summary>
    public required ReleaseAction Action { get; init; }
    /// <summary>Which deliveries it goes before.</summary>
    public required DeliveryLane Lane { get; init; }
    /// <summary>How it stands.</summary>
    public DeliveryState State { get; init; }
    /// <summary>Since when it is to be sent.</summary>
    public Instant Created { get; init; }
    /// <summary>When there is next something to do; null: it is over.</summary>
    public Instant? NextAction { get; init; }
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }
    /// <summary>When it was first tried.</summary>
    public Instant? FirstAttempt { get; init; }
    /// <summary>When it was last tried.</summary>
    public Instant? LastAttempt { get; init; }
    /// <summary>Its number at the destination; null: it was never tried.</summary>
    public long? Sequence { get; init; }
    /// <summary>When the receipt came, or a person confirmed.</summary>
    public Instant? ReceiptAt { get; init; }
    /// <summary>What the receipt is: their answer's status, or who confirmed.</summary>
    public string? Receipt { get; init; }
    /// <summary>The delivery that this one repeats under a new id; null: none.</summary>
    public Guid? ReplayOf { get; init; }

    /// <summary>Under which guid it goes; null: the story's own.</summary>
    public string? SentAs { get; init; }
    /// <summary>Which guid it says that it evolved from; null: none.</summary>
    public string? Follows { get; init; }

    /// <summary>Whether it withdraws a story.</summary>
    public bool IsWithdrawal => Lane == DeliveryLane.Withdrawal;

    /// <summary>Whether nothing more happens to it by itself.</summary>
    public bool IsOver => State is not (DeliveryState.Waiting or DeliveryState.Sending);
}

/// <summary>One attempt.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended; null: it is on its way.</param>
/// <param name="Outcome">How; null: it is on its way.</param>
/// <param name="Status">Their status; null where there is none.</param>
/// <param name="Bytes">How many bytes were sent.</param>
/// <param name="Detail">What happened, in a sentence.</param>
/// <param name="Answer">How their answer began.</param>
public sealed record DeliveryAttempt(int Number, Instant Started, Instant? Ended, AttemptOutcome? Outcome, int? Status, long? Bytes, Sentence? Detail, string? Answer);

/// <summary>How an attempt ended, as a channel reports it.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Detail">What happened, in a sentence without story text.</param>
public sealed record AttemptResult(AttemptOutcome Outcome, Sentence Detail)
{
    /// <summary>Their status, for channels that have one.</summary>
    public int? Status { get; init; }
    /// <summary>How many bytes were sent.</summary>
    public long? Bytes { get; init; }
    /// <summary>How their answer began, at most 500 characters.</summary>
    public string? Answer { get; init; }
    /// <summary>What both sides said, line by line, where a person tried the destination out; null: nobody did. It is kept nowhere.</summary>
    public string? Exchange { get; init; }
    /// <summary>Of several addresses of one destination, those that took it in this attempt.</summary>
    public IReadOnlyList<string> TakenBy { get; init; } = [];
    /// <summary>How long they asked us to wait; null: they did not.</summary>
    public TimeSpan? RetryAfter { get; init; }
    /// <summary>They said that this address is gone for good.</summary>
    public bool IsGone { get; init; }
    /// <summary>Whether the fault is of this one delivery, so that others may go on.</summary>
    public bool IsOfThisOne { get; init; }
}
