using System.Globalization;
using Dateline.News;

namespace Dateline.Newsroom;

/// <summary>How good or bad something of the running program is.</summary>
public enum HealthLevel
{
    /// <summary>As it should be.</summary>
    Well,
    /// <summary>It works, and should be looked at.</summary>
    Look,
    /// <summary>It can't be relied on like this.</summary>
    Bad,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Level">How it is.</param>
/// <param name="Code">A stable code ("disk-room").</param>
/// <param name="Text">What was found, in English.</param>
/// <param name="Todo">What to do, in English; null: nothing.</param>
public sealed record HealthFinding(HealthLevel Level, string Code, string Text, string? Todo)
{
    /// <summary>What was found and what to do, in another language; null: it is said in English only.</summary>
    public Func<CultureInfo, (string Text, string? Todo)>? In { get; init; }
}

/// <summary>What was found when the program was looked over.</summary>
/// <param name="Findings">Everything, in order.</param>
/// <param name="At">When.</param>
/// <param name="IsThorough">Whether the database file was read whole.</param>
public sealed record HealthReport(IReadOnlyList<HealthFinding> Findings, Instant At, bool IsThorough);

/// <summary>Looks the running program over: its machine, its database, what keeps it safe. The program does it; the composition root binds it.</summary>
public interface ISystemHealth
{
    /// <summary>Which build runs, and on what.</summary>
    string Build { get; }

    /// <summary>What was found last; null: nothing yet. Where that is old, a new look begins beside, and does not keep whoever asks.</summary>
    HealthReport? Latest();

    /// <summary>Whether a look is on its way.</summary>
    bool IsLooking { get; }

    /// <summary>Begins a look that reads the database file whole; false: one is on its way.</summary>
    bool LookThoroughly();

    /// <summary>Warnings and errors since the start, the newest first, each a line as the log has it.</summary>
    IReadOnlyList<string> Troubles { get; }
}

/// <summary>A backup that is there.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Made">The moment of the state that it holds.</param>
/// <param name="Bytes">How large it is.</param>
public sealed record BackupRow(string Name, Instant Made, long Bytes);

/// <summary>A backup that is being made or checked, or how the last one went.</summary>
/// <param name="IsCheck">Whether one is checked; else one is made.</param>
/// <param name="By">Who asked for it, by pseudonym.</param>
/// <param name="Began">When.</param>
public sealed record BackupRun(bool IsCheck, string By, Instant Began)
{
    /// <summary>The backup's name; null: it has none yet.</summary>
    public string? Name { get; init; }
    /// <summary>What is being done, in English ("copying the database"); null: not begun, or over.</summary>
    public string? Step { get; init; }
    /// <summary>When it ended; null: it runs.</summary>
    public Instant? Ended { get; init; }
    /// <summary>Why it could not be done, by a stable code and in words; null: it was, or it runs.</summary>
    public Refusal? Failed { get; init; }
}

/// <summary>Makes and checks backups while people go on working, one at a time, where the settings say they go. The program does it; the composition root binds it.</summary>
public interface IBackups
{
    /// <summary>The folder they go to, on this server.</summary>
    string Folder { get; }

    /// <summary>Those that are there, the newest first.</summary>
    IReadOnlyList<BackupRow> All();

    /// <summary>What runs, or ran last; null: nothing since the start.</summary>
    BackupRun? Run { get; }

    /// <summary>Begins to make one; refused (<c>backup-running</c>) while one is made or checked.</summary>
    Refusal? Make(string by);

    /// <summary>Begins to check one; refused where there is none of that name (<c>unknown</c>), or one is made or checked.</summary>
    Refusal? Check(string name, string by);
}
