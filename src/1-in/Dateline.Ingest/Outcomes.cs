namespace Dateline.Ingest;

/// <summary>What was made of an item: stable codes, in answers, on the desk and in the store.</summary>
public static class Outcomes
{
    /// <summary>It became a story and waits on its desk.</summary>
    public const string NewStory = "new-story";
    /// <summary>It became a story, and a route sent it.</summary>
    public const string Sent = "sent";
    /// <summary>A story that was not out yet, and that nobody had touched, says now what it says.</summary>
    public const string Replaced = "replaced";
    /// <summary>A story that is out got it as a new version.</summary>
    public const string Writethru = "writethru";
    /// <summary>A story that is out was corrected by it.</summary>
    public const string Corrected = "corrected";
    /// <summary>A story that is out was refiled with it: no change of fact.</summary>
    public const string Refiled = "refiled";
    /// <summary>It changed from when a story may be used, and nothing else.</summary>
    public const string EmbargoChanged = "embargo-changed";
    /// <summary>It is older than what is here: stored, not published.</summary>
    public const string LowerVersion = "lower-version";
    /// <summary>It waits for the desk, which has an alarm: someone has worked on the story, or holds it.</summary>
    public const string Waits = Store.Intake.Items.Waits;
    /// <summary>Its story was killed before: stored, blocked, and the desk has an alarm.</summary>
    public const string AfterKill = "after-kill";
    /// <summary>It killed what was made of the item.</summary>
    public const string Kill = "kill";
    /// <summary>It kills an item that has not come: remembered, so that it never does.</summary>
    public const string KillRemembered = Store.Kills.RememberedKills.KillOutcome;
    /// <summary>It put on hold what was made of the item.</summary>
    public const string Hold = "hold";
    /// <summary>It holds an item that has not come: remembered.</summary>
    public const string HoldRemembered = Store.Kills.RememberedKills.HoldOutcome;
    /// <summary>It is no story (an event, a plan, a concept): stored.</summary>
    public const string Kept = "kept";
    /// <summary>It could not be taken in: kept byte for byte in the quarantine, with a reason.</summary>
    public const string Quarantined = "quarantined";
}

/// <summary>The reasons for quarantine that are the intake's own; the readers' are in <see cref="Formats.FailureCodes"/>.</summary>
public static class QuarantineCodes
{
    /// <summary>The same explicit version and time as an earlier arrival, with other content.</summary>
    public const string VersionConflict = "version-conflict";
    /// <summary>A reader failed on it: our mistake, not the sender's.</summary>
    public const string ReaderFailed = "reader-failed";
    /// <summary>Taking it in failed: our mistake, not the sender's.</summary>
    public const string IntakeFailed = "intake-failed";
}

/// <summary>What was made of one item.</summary>
/// <param name="Guid">Its guid as stated; null where it could not be read.</param>
/// <param name="Version">Its version as stated.</param>
/// <param name="Outcome">One of <see cref="Outcomes"/>.</param>
/// <param name="Story">The story it is part of now; null: none.</param>
/// <param name="Code">Why it is in quarantine: a stable code. Null where it is not.</param>
/// <param name="Message">Why, in a sentence.</param>
/// <param name="IsRepeat">Whether the item was here already: then this is what was made of it the first time, and nothing was done.</param>
public sealed record ItemOutcome(string? Guid, string? Version, string Outcome, Guid? Story = null, string? Code = null, string? Message = null, bool IsRepeat = false);

/// <summary>What was made of what came in, given only when it is durable.</summary>
/// <param name="Source">The source's code.</param>
/// <param name="Format">The format that was recognised.</param>
/// <param name="Items">One for each item, in the document's order.</param>
public sealed record IntakeReceipt(string Source, string Format, IReadOnlyList<ItemOutcome> Items);
