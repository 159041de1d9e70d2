using Dateline.News;
using Dateline.Store.Deliveries;

namespace Dateline.Delivery.Channels;

/// <summary>
/// One way to bring a release to a client. A channel is a folder; the list of them all is <see cref="DeliveryChannels"/>.
/// It makes one attempt and says how that ended: retries, order and alarms are not its business.
/// </summary>
public interface IDeliveryChannel
{
    /// <summary>The name by which a destination asks for it ("http-push"). Stable.</summary>
    string Name { get; }

    /// <summary>What it does with a destination's secret.</summary>
    SecretUse Secret { get; }

    /// <summary>What a person is asked for, in the order of a form.</summary>
    IReadOnlyList<ChannelOption> Options { get; }

    /// <summary>What is wrong with what a person set of a destination, in words for that person; null: nothing.</summary>
    /// <param name="options">The options, as JSON.</param>
    /// <param name="secret">The secret in the clear; empty: there is none; null: it keeps the one it has.</param>
    Refusal? WhyNot(string options, string? secret);

    /// <summary>Whether it can carry items of that media type. Most carry any.</summary>
    bool Takes(string contentType) => true;

    /// <summary>Whether what it carries holds its photos within; else each goes before the item, as a parcel of its own with a <see cref="Parcel.File"/>.</summary>
    bool HoldsPhotos => false;

    /// <summary>A new secret, where <see cref="Secret"/> is <see cref="SecretUse.Made"/>; else null.</summary>
    string? NewSecret() => null;

    /// <summary>
    /// Makes one attempt. A failure is a result, not an exception; where bytes were sent and no answer came, it is <see cref="AttemptOutcome.Unknown"/>.
    /// Cancelled, it ends within a second.
    /// </summary>
    Task<AttemptResult> Send(Parcel parcel, CancellationToken cancel);
}

/// <summary>Where the secret of a destination comes from.</summary>
public enum SecretUse
{
    /// <summary>It has none.</summary>
    None,
    /// <summary>We make one, and the client is told it once.</summary>
    Made,
    /// <summary>The client gives us one: a password, a key.</summary>
    Given,
}

/// <summary>A photo as it goes to a client.</summary>
/// <param name="Name">Its name there: letters, digits, hyphens and an ending.</param>
/// <param name="Bytes">The file, with what is said of it inside.</param>
/// <param name="ContentType">Its media type.</param>
public sealed record ParcelPhoto(string Name, ReadOnlyMemory<byte> Bytes, string ContentType);

/// <summary>One release, made ready for one attempt.</summary>
public sealed record Parcel
{
    /// <summary>The delivery's id: the same in every attempt.</summary>
    public required Guid Id { get; init; }
    /// <summary>The message's number at its destination: 1, 2, 3 …</summary>
    public required long Sequence { get; init; }
    /// <summary>Which attempt this is.</summary>
    public required int Attempt { get; init; }
    /// <summary>The delivery that this one repeats; null: none.</summary>
    public Guid? ReplayOf { get; init; }
    /// <summary>The destination's channel options, as JSON.</summary>
    public required string Options { get; init; }
    /// <summary>What proves us to them, in the clear; null: nothing does.</summary>
    public string? Secret { get; init; }
    /// <summary>The guid under which it goes.</summary>
    public required string Guid { get; init; }
    /// <summary>The story's own guid: the same for all that is ever sent of it.</summary>
    public string Story { get => field ?? Guid; init; }
    /// <summary>The guid that it evolved from, where a new version goes as an item of its own; null: none.</summary>
    public string? Follows { get; init; }
    /// <summary>The version.</summary>
    public required int Version { get; init; }
    /// <summary>What may be done with it.</summary>
    public required PubStatus Status { get; init; }
    /// <summary>The item in the destination's format.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }
    /// <summary>Its media type.</summary>
    public required string ContentType { get; init; }
    /// <summary>The name of the file that goes before the item, where this is a photo of it; null: it is the item.</summary>
    public string? File { get; init; }
    /// <summary>The photos within, where the channel holds them.</summary>
    public IReadOnlyList<ParcelPhoto> Photos { get; init; } = [];
    /// <summary>Of several addresses of one destination, those that took it in earlier attempts: it does not go to them again.</summary>
    public IReadOnlyList<string> TakenBy { get; init; } = [];
    /// <summary>When the attempt began.</summary>
    public required Instant At { get; init; }
    /// <summary>Where both sides' words are written down for a person who tries the destination out; null: nowhere.</summary>
    public Transcript? Transcript { get; init; }
}
