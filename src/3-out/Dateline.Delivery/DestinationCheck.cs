using Dateline.Delivery.Dispatch;
using Dateline.Formats;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Stories;

namespace Dateline.Delivery;

/// <summary>What is asked when a person sets up a destination: whether it can be meant, a secret for it, and whether something arrives.</summary>
/// <param name="store">The store.</param>
/// <param name="channels">The ways out.</param>
/// <param name="options">The module's options.</param>
public sealed class DestinationCheck(NewsStore store, DeliveryChannels channels, DeliveryOptions options)
{
    /// <summary>The ways by which a destination can be reached, those by which its client reads, with a key or in the portal, included.</summary>
    public IReadOnlyList<string> Channels { get; } = [.. channels.Names.Append(Destination.ApiChannel).Append(Destination.PortalChannel).Order(StringComparer.Ordinal)];

    /// <summary>What a person is asked for to reach a destination by a channel, in the order of a form; empty for what is read.</summary>
    public IReadOnlyList<ChannelOption> OptionsOf(string channel) => channels.Find(channel)?.Options ?? [];

    /// <summary>A new secret for a channel, as its client is told it once; null where the channel has none, or the client gives us theirs.</summary>
    public string? NewSecret(string channel) => channels.Find(channel)?.NewSecret();

    /// <summary>What is wrong with what a person set of a destination; null: nothing.</summary>
    /// <param name="channel">Which of them.</param>
    /// <param name="format">The format, by the name of its writer.</param>
    /// <param name="options">The channel's options, as JSON.</param>
    /// <param name="secret">The secret in the clear; empty: there is none; null: it keeps the one it has.</param>
    public Refusal? WhyNot(string channel, string format, string options, string? secret)
    {
        if (channel is Destination.ApiChannel or Destination.PortalChannel) return WhyNotRead(format, options, secret);
        if (channels.Find(channel) is not { } known) return new("channel-unknown", $"There is no channel \"{channel}\". Nothing was saved. There are: {string.Join(", ", Channels)}.", "channel");
        if (WireFormats.Writer(format) is not { } writer) return new("writer-unknown", $"No format \"{format}\" is written here. Nothing was saved. There are: {string.Join(", ", WireFormats.Writers.Select(w => w.Name))}.", "format");
        if (!known.Takes(writer.ContentType)) return new("format-unfit", $"By \"{channel}\" nothing in \"{format}\" is sent. Nothing was saved. There are: {string.Join(", ", WireFormats.Writers.Where(w => known.Takes(w.ContentType)).Select(w => w.Name))}.", "format");
        return known.WhyNot(options, secret);
    }

    /// <summary>What is read has neither options nor a secret: programs have keys, people sign in, and both choose the format themselves.</summary>
    private static Refusal? WhyNotRead(string format, string options, string? secret)
    {
        if (WireFormats.Writer(format) is null) return new("writer-unknown", $"No format \"{format}\" is written here. Nothing was saved. There are: {string.Join(", ", WireFormats.Writers.Select(w => w.Name))}.", "format");
        if (!string.IsNullOrEmpty(secret)) return new("secret-bad", "Nothing is sent by this channel, so it has no secret: make a key for the client, or invite its people. Nothing was saved.", "secret");
        return options.Replace(" ", "", StringComparison.Ordinal) == "{}" ? null : new("options-bad", "What is read has no options. Nothing was saved.", "options");
    }

    /// <summary>Who would get a story if it were released, and when.</summary>
    /// <param name="db">A committed state.</param>
    /// <param name="story">The story with the text that would go.</param>
    /// <param name="action">By which action.</param>
    /// <param name="usableFrom">Its embargo then.</param>
    /// <param name="now">The moment of its release.</param>
    public static IReadOnlyList<ForeseenDelivery> WhoGets(Db db, Story story, ReleaseAction action, Embargo usableFrom, Instant now) =>
        [.. Audiences.Foresee(db, story, action, usableFrom, now)];

    /// <summary>Sends a test advisory to a destination now, beside the queue, under an id and a guid of its own.</summary>
    /// <returns>How it ended, and what was sent.</returns>
    public async Task<(AttemptResult Result, string Sent)> Try(Destination destination, CancellationToken stop)
    {
        if (destination.IsRead) return (new(AttemptOutcome.MadeBadly, new Sentence("is-read", "Nothing is sent to this one: the client reads it.")), "");
        if (channels.Find(destination.Channel) is not { } channel || WireFormats.Writer(destination.Format) is not { } writer) return (new(AttemptOutcome.MadeBadly, new Sentence("way-unknown", "Its channel or its format is not known here.")), "");
        var id = store.Ids.NewId();
        var now = store.Clock.Now();
        var test = new NewsItem
        {
            Guid = "urn:uuid:" + id.ToString("D"),
            Version = "1",
            VersionCreated = now,
            FirstCreated = now,
            Provider = options.Provider,
            IsAdvisory = true,
            Content = new StoryContent { Language = Language.From("en"), Headline = Headline.From("Test of this connection"), Slugline = Slugline.From("ADVISORY-TEST"), Body = StoryHtml.FromParagraphs(["This is a test, sent by hand. Nothing need be done."]) },
        };
        var written = writer.Write(test, WriteOptions.Default);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(options.AttemptTimeout);
        var said = new Channels.Transcript();
        var result = await channel.Send(new Channels.Parcel
        {
            Id = id,
            Sequence = 0,
            Attempt = 1,
            Options = destination.Options,
            Secret = destination.Secret is { } secret ? options.OpenSecret?.Invoke(secret) ?? secret : null,
            Guid = test.Guid,
            Version = 1,
            Status = PubStatus.Usable,
            Bytes = written.Bytes,
            ContentType = writer.ContentType,
            At = now,
            Transcript = said,
        }, deadline.Token);
        return (result with { Exchange = said.ToString() }, System.Text.Encoding.UTF8.GetString(written.Bytes.Span));
    }
}
