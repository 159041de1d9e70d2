using System.Text.Json;
using Dateline.Formats;
using Dateline.News;

namespace Dateline.Ingest;

/// <summary>
/// How a source's items are read and what may be done with them: the JSON kept with the source. Everything may be left out.
/// </summary>
public sealed record SourceSettings
{
    private const int ShortestPoll = 10, LongestPoll = 86_400, LongestQuiet = 43_200;

    /// <summary>How items come; null: into <see cref="Folder"/> where there is one, else they are sent to us.</summary>
    public SourceKind? Kind { get; init; }
    /// <summary>How often it is asked, in seconds, where we fetch; null: a feed every five minutes, a server or a mailbox every minute.</summary>
    public int? EverySeconds { get; init; }
    /// <summary>After how many minutes without anything from it the desk has an alarm; null: none rings.</summary>
    public int? QuietMinutes { get; init; }
    /// <summary>The web address, of a feed.</summary>
    public FeedPlace? Feed { get; init; }
    /// <summary>The SFTP server.</summary>
    public SftpPlace? Sftp { get; init; }
    /// <summary>The mailbox.</summary>
    public MailboxPlace? Mailbox { get; init; }
    /// <summary>The zone of times that state none ("Europe/Copenhagen"); null: UTC is taken.</summary>
    public string? Zone { get; init; }
    /// <summary>Whether <see cref="Zone"/> holds for embargoes too. Else an embargo without zone stands until further notice (product.md rule 5).</summary>
    public bool ZoneAppliesToEmbargo { get; init; }
    /// <summary>The language of items that state none; null: the newsroom's.</summary>
    public string? Language { get; init; }
    /// <summary>The dialect the source speaks; null: recognised from content.</summary>
    public string? Dialect { get; init; }
    /// <summary>
    /// Whether new versions of a story that is out are sent on by themselves where nobody has touched it. False: they wait for the desk, with an alarm.
    /// Kills, holds and embargoes that tighten act whatever it says.
    /// </summary>
    public bool SendOn { get; init; } = true;
    /// <summary>A folder in which the source drops files; null: none.</summary>
    public string? Folder { get; init; }
    /// <summary>The desk that gets what no route sends elsewhere.</summary>
    public string Desk { get; init; } = "news";

    /// <summary>Reads settings; what can't be meant is refused by name.</summary>
    public static Outcome<SourceSettings> Read(string json)
    {
        try
        {
            var settings = JsonSerializer.Deserialize<SourceSettings>(json, IngestJson.Strict) ?? new SourceSettings();
            return settings.Check() is { } refusal ? refusal : settings;
        }
        catch (JsonException odd)
        {
            return new Refusal("settings-unreadable", $"The source's settings can't be read at {odd.Path ?? "$"}. Nothing has changed.", odd.Path);
        }
    }

    /// <summary>What is wrong with settings that a person wants to keep; null: nothing. What was kept before is read all the same, with a dialect that is gone since.</summary>
    /// <param name="json">The settings.</param>
    /// <param name="before">The settings for which the secret was given that is to stay; null: none stays. It is sent where it was given for, and nowhere else.</param>
    public static Refusal? WhyNot(string json, string? before = null)
    {
        var read = Read(json);
        if (!read.IsDone) return read.Refusal;
        if (read.Value.Dialect is { } dialect && !Dialects.Contains(dialect)) return new("dialect-unknown", $"There is no dialect \"{dialect}\". Leave it out where the agency is not among those that are known.", "dialect");
        return before is not null && read.Value.Address is { } address && Read(before).Value?.Address != address
            ? new("secret-again", $"The secret that is kept was not given for {address}. Give it again, or take it away: it is never sent to another place.", "secret") : null;
    }

    /// <summary>Where its secret is sent; null: nowhere.</summary>
    private string? Address => KindOrUsual switch
    {
        SourceKind.Feed => Feed is null ? null : new Uri(Feed.Url).GetLeftPart(UriPartial.Authority),
        SourceKind.Sftp => Sftp is null ? null : $"sftp://{Sftp.Host}:{Sftp.Port}",
        SourceKind.Mailbox => Mailbox is null ? null : Mailbox.Token is { } token ? new Uri(token.Url).GetLeftPart(UriPartial.Path) : $"imap://{Mailbox.Host}:{Mailbox.PortOrUsual}",
        _ => null,
    };

    /// <summary>The settings as JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, IngestJson.Strict);

    internal SourceKind KindOrUsual => Kind ?? (Folder is null ? SourceKind.Push : SourceKind.Folder);

    /// <summary>Whether we ask for what is new, rather than being sent it.</summary>
    internal bool IsFetched => KindOrUsual is SourceKind.Feed or SourceKind.Sftp or SourceKind.Mailbox;

    internal TimeSpan Every => TimeSpan.FromSeconds(EverySeconds ?? (KindOrUsual == SourceKind.Feed ? 300 : 60));

    internal ReadOptions ToReadOptions() => new()
    {
        DefaultZone = Zone is null ? null : TimeZoneInfo.FindSystemTimeZoneById(Zone),
        ZoneAppliesToEmbargo = ZoneAppliesToEmbargo,
        DefaultLanguage = News.Language.From(Language),
        Dialect = Dialect,
    };

    private Refusal? Check()
    {
        if (Zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _)) return new("zone-unknown", $"There is no time zone \"{Zone}\". Use a name like Europe/Copenhagen.", "zone");
        if (ZoneAppliesToEmbargo && Zone is null) return new("zone-missing", "Say which zone applies to embargoes.", "zone");
        if (Language is not null && News.Language.From(Language) is null) return new("language-unknown", $"\"{Language}\" is not a language tag. Use one like fr or en-GB.", "language");
        if (Folder is not null && !Path.IsPathFullyQualified(Folder)) return new("folder-relative", "The folder must be a full path.", "folder");
        if (string.IsNullOrWhiteSpace(Desk)) return new("desk-missing", "Name the desk that gets the source's items.", "desk");
        if (EverySeconds is < ShortestPoll or > LongestPoll) return new("every-bad", $"It can be asked every {ShortestPoll} seconds at most, and once a day at least.", "everySeconds");
        if (QuietMinutes is < 1 or > LongestQuiet) return new("quiet-bad", "An alarm can ring after 1 minute to 30 days of quiet.", "quietMinutes");
        return Place();
    }

    /// <summary>What is wrong with where its items come from.</summary>
    private Refusal? Place() => KindOrUsual switch
    {
        SourceKind.Folder => Folder is null ? new("folder-missing", "Name the folder into which they put their files.", "folder") : null,
        SourceKind.Feed => Feed is null ? new("feed-missing", "Give the address that is asked.", "feed.url") : Feed.WhyNot(),
        SourceKind.Sftp => Sftp is null ? new("sftp-missing", "Name their server.", "sftp.host") : Sftp.WhyNot(),
        SourceKind.Mailbox => Mailbox is null ? new("mailbox-missing", "Name the mail server.", "mailbox.host") : Mailbox.WhyNot(),
        _ => null,
    };

    private static readonly HashSet<string> Dialects = [.. WireFormats.Readers.SelectMany(static f => f.Dialects).Select(static d => d.Name), WireDialect.Standard];
}
