using System.Collections.Concurrent;
using Dateline.Formats;
using Dateline.Ingest.Matching;
using Dateline.Ingest.Media;
using Dateline.Ingest.Routing;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Intake;
using Dateline.Store.Writing;

namespace Dateline.Ingest;

/// <summary>
/// The one door through which news comes in, whoever carries it: HTTP, a folder, the command line. Bytes are kept before anything is made of them;
/// an answer is given only when what it says is durable; the same bytes twice are answered the same and kept once.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="language">The newsroom's language: that of items that state none, of a source for which none is set. Null: they stay without, and so without a public page.</param>
public sealed class Intake(NewsStore store, Language? language = null)
{
    private readonly ConcurrentDictionary<long, (string Text, SourceSettings Settings)> _settings = new();
    private volatile RouteBook _book = RouteBook.Empty;

    /// <summary>
    /// Takes in one document: a single item or a message of several, in any known format. What can't be read is quarantined, not refused.
    /// </summary>
    /// <param name="source">The source's code.</param>
    /// <param name="bytes">The document as it arrived, not compressed.</param>
    /// <returns>What was made of each item; refused (<c>source-unknown</c>, <c>source-settings</c>, <c>source-paused</c>) where nothing was kept.</returns>
    /// <exception cref="StoreException">The store could not keep it. Nothing was acknowledged; send it again.</exception>
    public async Task<Outcome<IntakeReceipt>> Accept(string source, ReadOnlyMemory<byte> bytes)
    {
        CrashPoint.Pass("intake.received");
        if (store.Read(db => Sources.Find(db, source)) is not { } known) return Unknown(source);
        if (known.Paused is not null) return IsPaused(known);
        var settings = SettingsOf(known);
        if (!settings.IsDone) return BadSettings(settings.Refusal);
        // Where the routes have changed since, the turn sees it and plans again.
        var document = PreparedDocument.From(bytes, known, settings.Value, _book);
        var outcomes = await Take(known, settings.Value, document);
        CrashPoint.Pass("intake.before-answer");
        return new IntakeReceipt(known.Code, document.Format, outcomes);
    }

    /// <summary>
    /// Keeps a media file under the name by which its item refers to it, before or after that item.
    /// </summary>
    /// <param name="source">The source's code.</param>
    /// <param name="name">The name.</param>
    /// <param name="bytes">The file.</param>
    /// <returns>The file; refused (<c>source-unknown</c>, <c>source-paused</c>, <c>media-type</c>, <c>media-broken</c>, <c>pixels</c>, <c>frames</c>) where nothing was kept.</returns>
    public async Task<Outcome<MediaFile>> KeepMedia(string source, string name, ReadOnlyMemory<byte> bytes)
    {
        CrashPoint.Pass("intake.media-received");
        if (store.Read(db => Sources.Find(db, source)) is not { } known) return Unknown(source);
        if (known.Paused is not null) return IsPaused(known);
        var picture = PictureFile.Look(bytes.Span);
        if (!picture.IsDone) return picture.Refusal;
        var file = await store.Write(tx => KeepMedia(tx, known, name, bytes, picture.Value));
        CrashPoint.Pass("intake.media-before-answer");
        return file;
    }

    /// <summary>The routes in force, in order. <see cref="Routes.Replace"/> puts others in their place.</summary>
    public IReadOnlyList<Route> RoutesInForce() => store.Read(Routes.List);

    /// <summary>Quarantines bytes that are no item and can't be kept as what they are.</summary>
    internal Task<bool> Quarantined(Source source, ReadOnlyMemory<byte> bytes, Refusal why)
    {
        var raw = RawBytes.From(bytes.Span);
        return store.Write(tx =>
        {
            raw.Keep(tx);
            Quarantine.Put(tx, source.Id, raw.Sha, 0, why.Code, why.Message, null, null, null, null);
            Sources.Heard(tx, source.Id);
            return true;
        });
    }

    /// <summary>
    /// Reads a quarantined item again, with today's readers and settings. Where it can be taken in now, it is, and the quarantine's entry is closed;
    /// else its reason is renewed.
    /// </summary>
    /// <param name="quarantine">The entry.</param>
    /// <param name="by">Who asks: a pseudonym.</param>
    public async Task<Outcome<IReadOnlyList<ItemOutcome>>> TryAgain(Guid quarantine, string by)
    {
        var (row, source, bytes) = store.Read(db => Quarantine.Find(db, quarantine) is { } entry ? (entry, Sources.Find(db, entry.Source), RawBytes.Find(db, entry.Raw)) : default);
        if (row is null || source is null || bytes is null) return new Refusal("quarantine-unknown", "There is no such entry in the quarantine. Nothing has changed.");
        if (row.State == 1) return new Refusal("quarantine-closed", "It was taken in already. Nothing has changed.");
        var settings = SettingsOf(source);
        if (!settings.IsDone) return BadSettings(settings.Refusal);
        var document = PreparedDocument.From(bytes, source, settings.Value, _book);
        return await store.Write(tx => TakeAgain(tx, row, source, settings.Value, document, by));
    }

    private Outcome<IReadOnlyList<ItemOutcome>> TakeAgain(StoreTransaction tx, QuarantineRow row, Source source, SourceSettings settings, PreparedDocument document, string by)
    {
        var current = Routes.Book(tx.Db, _book);
        // An entry for the whole document has index 0, and so has its first item: what can be read now and was not taken in then is new to the matching, the rest a repeat.
        var items = row.ItemIndex == 0 ? document.Items : document.Items.Where(i => i.Index == row.ItemIndex).ToList();
        var outcomes = items.Select(i => Arrivals.Take(tx, source, settings, current, i, document.Raw.Sha, document.Format)).ToList();
        if (outcomes.Count > 0 && outcomes[0].Outcome != Outcomes.Quarantined) Quarantine.Close(tx, row.Id, 1, by);
        return outcomes;
    }

    private async Task<IReadOnlyList<ItemOutcome>> Take(Source source, SourceSettings settings, PreparedDocument document)
    {
        try
        {
            return await store.Write(tx => TakeAll(tx, source, settings, document));
        }
        catch (Exception ours) when (ours is not StoreException)
        {
            return await TakeOneByOne(source, settings, document);
        }
    }

    private IReadOnlyList<ItemOutcome> TakeAll(StoreTransaction tx, Source source, SourceSettings settings, PreparedDocument document)
    {
        var book = _book = Routes.Book(tx.Db, _book);
        var outcomes = Arrivals.Take(tx, source, settings, book, document);
        // Who is asked gives what they gave before: that is no sign of life.
        if (!settings.IsFetched || outcomes.Any(static o => !o.IsRepeat)) Heard(tx, source);
        return outcomes;
    }

    /// <summary>A source that sends many a second is noted once a second.</summary>
    private void Heard(StoreTransaction tx, Source source)
    {
        if (source.LastItem is { } last && tx.Now - last < TimeSpan.FromSeconds(1)) return;
        Sources.Heard(tx, source.Id);
    }

    /// <summary>The settings as last read: they are read again when their text is another.</summary>
    private Outcome<SourceSettings> SettingsOf(Source source)
    {
        if (_settings.TryGetValue(source.Id, out var known) && known.Text == source.Settings) return known.Settings;
        var read = SourceSettings.Read(source.Settings);
        if (!read.IsDone) return read;
        var settings = read.Value with { Language = read.Value.Language ?? language?.Tag };
        _settings[source.Id] = (source.Settings, settings);
        return settings;
    }

    /// <summary>Something in us failed on the document. Each item gets a turn of its own, and the one that fails goes to the quarantine: it never takes the others with it.</summary>
    private async Task<IReadOnlyList<ItemOutcome>> TakeOneByOne(Source source, SourceSettings settings, PreparedDocument document)
    {
        var outcomes = new List<ItemOutcome>(document.Items.Count);
        foreach (var item in document.Items)
        {
            var alone = document with { Items = [item] };
            try
            {
                outcomes.AddRange(await store.Write(tx => TakeAll(tx, source, settings, alone)));
            }
            catch (Exception ours) when (ours is not StoreException)
            {
                var failed = item with { Item = null, Failure = new ReadFailure(QuarantineCodes.IntakeFailed, $"Taking it in failed ({ours.GetType().Name}). That is our mistake, not the sender's; the bytes are kept.") };
                outcomes.AddRange(await store.Write(tx => TakeAll(tx, source, settings, alone with { Items = [failed] })));
            }
        }
        return outcomes;
    }

    private static MediaFile KeepMedia(StoreTransaction tx, Source source, string name, ReadOnlyMemory<byte> bytes, PictureFile picture)
    {
        var file = MediaFiles.Keep(tx, source.Id, name, bytes, picture.ContentType, picture.Width, picture.Height);
        CrashPoint.Pass("intake.media-kept");
        MediaFiles.BindArrived(tx, source.Id, name, file.Key);
        Sources.Heard(tx, source.Id);
        return file;
    }

    internal static Refusal Unknown(string source) => new("source-unknown", $"There is no source \"{source}\". Nothing was kept. Who runs the newsroom sets one up, with PUT /api/v1/sources/ and its code.", "source");

    internal const string PausedCode = "source-paused";

    private static Refusal IsPaused(Source source) => new(PausedCode, $"The newsroom has paused \"{source.Code}\" for now. Nothing was kept. Keep it and send it again later.", "source");

    private static Refusal BadSettings(Refusal why) => new("source-settings", $"The source's settings are wrong, so nothing can be read as it is meant. Nothing was kept. {why.Message}", why.Field);
}
