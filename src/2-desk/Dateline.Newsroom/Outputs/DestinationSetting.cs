using Dateline.Formats.Subjects;
using Dateline.News;
using Dateline.Store;
using Dateline.Store.Deliveries;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Outputs;

/// <summary>What a person or a program sets of a destination.</summary>
/// <param name="Code">Its short name.</param>
/// <param name="Client">The client's code.</param>
/// <param name="Channel">By which way.</param>
/// <param name="Format">In which format.</param>
/// <param name="Options">The channel's options, a JSON object.</param>
/// <param name="Secret">What proves us to them; null: it keeps the one it has, or is given one.</param>
/// <param name="InAdvance">Whether it gets embargoed copy.</param>
/// <param name="Concurrency">How many deliveries at once.</param>
internal sealed record DestinationSetting(string Code, string Client, string Channel, string Format, string Options, string? Secret, bool InAdvance, long Concurrency)
{
    private const int MostAtOnce = 64;
    private const int MostInATime = 10_000;
    private const int ShortestPhotoSide = 200;
    private const int LongestPhotoSide = 20_000;

    /// <summary>How many messages it takes in any second or minute; null: as many as come. One of none or too many is refused by <see cref="Check"/>.</summary>
    internal (long Most, RatePer Per)? Rate { get; init; }

    /// <summary>The hours in which it takes copy, as a sentence; null or empty: at any.</summary>
    internal string? Hours { get; init; }

    /// <summary>Of what the client's products hold, what goes there, as a filter; null or empty: all of it.</summary>
    internal string? Only { get; init; }

    /// <summary>What a new version of a story is to it.</summary>
    internal WritethruMapping Writethrus { get; init; }

    /// <summary>How it gets photos.</summary>
    internal PhotoDelivery Photos { get; init; }

    /// <summary>How many pixels the longer side of a photo that goes as a file has at most; null: as it is. One too short or too long is refused by <see cref="Check"/>.</summary>
    internal long? PhotoSide { get; init; }

    /// <summary>The secret that was made because none was stated: shown this once. Null: none was.</summary>
    internal string? Made { get; private init; }

    /// <summary>Whether it can be kept, with the secret that it is given where the channel needs one.</summary>
    internal Outcome<DestinationSetting> Check(NewsStore store, IOutputs outputs)
    {
        if (!OutputCodes.Is(Code)) return new Refusal(OutputCodes.Bad.Code, OutputCodes.Bad.Detail, "code");
        if (Concurrency is < 1 or > MostAtOnce) return new Refusal("wrong-type", $"1 to {MostAtOnce} deliveries at once are possible. Nothing was saved.", "concurrency");
        if (Rate is { Most: < 1 or > MostInATime }) return new Refusal("rate-bad", $"A destination takes 1 to {MostInATime} messages in a second or a minute; without a number it takes as many as come. Nothing was saved.", "rate");
        if (!string.IsNullOrWhiteSpace(Hours) && SendingHours.Parse(Hours).Refusal is { } unreadable) return unreadable;
        if (!string.IsNullOrWhiteSpace(Only) && NewsFilter.Parse(Only, Vocabularies.ForFilters).Refusal is { } unmeant) return unmeant with { Field = "only" };
        if (Channel is Destination.ApiChannel or Destination.PortalChannel && (Rate is not null || !string.IsNullOrWhiteSpace(Hours)))
            return new Refusal("hours-not-read", "What is read has neither a rate nor hours: its client comes when it likes. Nothing was saved.", Rate is null ? "hours" : "rate");
        if (Writethrus != WritethruMapping.SameGuid && Channel is Destination.ApiChannel or Destination.PortalChannel)
            return new Refusal("writethrus-not-read", "What is read is asked for by the story's own guid, so a new version has the same one. Nothing was saved.", "writethrus");
        if (Photos != PhotoDelivery.ByReference && Channel is Destination.ApiChannel or Destination.PortalChannel)
            return new Refusal("photos-not-read", "What is read names its photos, and its client fetches them. Nothing was saved.", "photos");
        if (PhotoSide is < ShortestPhotoSide or > LongestPhotoSide) return new Refusal("photo-side-bad", "A photo has 200 to 20,000 pixels on the longer side at most; without a number it goes as it is. Nothing was saved.", "photoSide");
        if (PhotoSide is not null && Photos != PhotoDelivery.First) return new Refusal("photo-side-not-files", "Only photos that go as files are made smaller. Nothing was saved. Let them go as files, or leave the number out.", "photoSide");
        var known = store.Read(db => Destinations.Find(db, Code));
        if (known is not null && known.Channel != Channel && (known.IsRead || Channel is Destination.ApiChannel or Destination.PortalChannel))
            return new Refusal("channel-fixed", "What is read can't become what is sent, nor the other way: its history would be another's. Nothing was saved. Set up a new destination.", "channel");
        if (!(Channel is Destination.ApiChannel or Destination.PortalChannel) && store.Read(db => Clients.Find(db, Client)) is { } owner && !owner.MayHave(Format))
            return new Refusal("format-not-in-contract", $"The contract of \"{Client}\" names {string.Join(", ", owner.Formats)}, not \"{Format}\". Nothing was saved. Choose one of them, or add the format to the client.", "format");
        // What proved us to one channel is nothing that another may be shown.
        var keeps = known?.Secret is not null && known.Channel == Channel;
        var made = Secret is null && !keeps ? outputs.NewSecret(Channel) : null;
        return outputs.WhyNot(Channel, Format, Options, Secret ?? made ?? (keeps ? null : "")) is { } refusal ? refusal : this with { Made = made };
    }

    internal Outcome<Destination> Save(StoreTransaction tx, IOutputs outputs, string by)
    {
        if (Clients.Find(tx.Db, Client) is not { } owner) return new Refusal("client-unknown", $"There is no client \"{Client}\". Nothing was saved.", "client");
        var kept = (Secret ?? Made) is { } clear ? outputs.Protect(clear) : null;
        return Destinations.Save(tx, new Destination
        {
            Id = default,
            Client = owner.Id,
            Code = Code,
            Channel = Channel,
            Format = Format,
            Options = Options,
            Secret = kept,
            InAdvance = InAdvance,
            Concurrency = (int)Concurrency,
            Rate = Rate is { } rate ? new((int)rate.Most, rate.Per) : null,
            Hours = string.IsNullOrWhiteSpace(Hours) ? null : SendingHours.Parse(Hours).Value!.Text,
            Only = string.IsNullOrWhiteSpace(Only) ? null : NewsFilter.Parse(Only, Vocabularies.ForFilters).Value!.Text,
            Writethrus = Writethrus,
            Photos = Photos,
            PhotoSide = (int?)PhotoSide,
        }, by);
    }

    /// <summary>Sends a test advisory beside the queue; that it was done is written in the audit.</summary>
    internal static async Task<(AttemptResult Result, string Sent)> Try(NewsStore store, IOutputs outputs, Destination destination, string by, CancellationToken stop)
    {
        var tried = await outputs.Try(destination, stop).ConfigureAwait(false);
        await store.Write(tx => { tx.Audit(by, "destination-test", destination.Code, StoryJson.Name(tried.Result.Outcome)); return true; }).ConfigureAwait(false);
        return tried;
    }
}
