using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Deliveries;
using Dateline.Store.Intake;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Newsroom;

/// <summary>Takes what lies in the quarantine in again. The intake does it; the composition root binds it.</summary>
public interface IQuarantineRetry
{
    /// <summary>Tries one again: what became of it, or why it still can't be taken in. It may be called twice for the same one.</summary>
    Task<Outcome<QuarantineRetried>> TryAgain(Guid id, string by, CancellationToken stop);
}

/// <summary>What became of something that was tried again.</summary>
/// <param name="Outcome">A stable code ("new-story").</param>
/// <param name="Story">The story it became part of; null: none.</param>
public sealed record QuarantineRetried(string Outcome, Guid? Story);

/// <summary>The ordered rules by which what comes in finds its desk. The intake keeps them and knows their form; the composition root binds it.</summary>
public interface IRouteBook
{
    /// <summary>All routes in order, as a JSON array.</summary>
    string Read(Db db);

    /// <summary>Puts a JSON array of routes, of the same form, in place of those there are; or says why not. Null: done.</summary>
    Refusal? Replace(StoreTransaction tx, string routes, string by);

    /// <summary>A dry run: where these routes would have sent the newest arrivals since a moment, at most so many. Nothing is done.</summary>
    Outcome<IReadOnlyList<RouteTried>> Try(Db db, string routes, Instant since, int most);
}

/// <summary>Where routes send an item.</summary>
/// <param name="Desk">The desk.</param>
/// <param name="Stage">The step of its work.</param>
/// <param name="Sender">The route that sends it on at once, by name; null: none does.</param>
public sealed record RouteEnd(string Desk, string Stage, string? Sender);

/// <summary>An item that came in, and where routes would have sent it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Source">Its source's code.</param>
/// <param name="Now">Where the routes in force send it.</param>
/// <param name="Then">Where the routes that are tried would.</param>
public sealed record RouteTried(StoredItem Item, string Source, RouteEnd Now, RouteEnd Then);

/// <summary>Checks a source's settings before they are kept. The intake knows their form; the composition root binds it.</summary>
public interface ISourceSettings
{
    /// <summary>What is wrong with the settings (a JSON object); null: they can be kept.</summary>
    Refusal? WhyNot(string settings);
}

/// <summary>Somebody who would get a story.</summary>
/// <param name="Client">The client's name.</param>
/// <param name="Destination">The destination's code.</param>
/// <param name="AtOnce">Whether at once; else when its embargo ends.</param>
public sealed record Receiver(string Client, string Destination, bool AtOnce)
{
    /// <summary>Whether it is paused: it goes when that is over.</summary>
    public bool IsPaused { get; init; }

    /// <summary>When the hours begin in which it takes the story; null: they last, or the story does not wait for them.</summary>
    public Instant? Opens { get; init; }

    /// <summary>Whether it goes there the moment it is released.</summary>
    public bool Now => AtOnce && !IsPaused && Opens is null;
}

/// <summary>What the desk asks of the deliveries when a destination is set up, and before a story goes. They know their channels; the composition root binds it.</summary>
public interface IOutputs
{
    /// <summary>The ways by which a destination can be reached, by name.</summary>
    IReadOnlyList<string> Channels { get; }

    /// <summary>What a person is asked for to reach a destination by that way, in the order of a form.</summary>
    IReadOnlyList<ChannelOption> OptionsOf(string channel);

    /// <summary>What is wrong with what a person set; null: it can be kept.</summary>
    /// <param name="channel">By which way.</param>
    /// <param name="format">In which format.</param>
    /// <param name="options">The channel's options, a JSON object.</param>
    /// <param name="secret">The secret in the clear; empty: there is none; null: it keeps the one it has.</param>
    Refusal? WhyNot(string channel, string format, string options, string? secret);

    /// <summary>A new secret for a channel, in the clear; null where none is made for it.</summary>
    string? NewSecret(string channel);

    /// <summary>A secret as it is kept.</summary>
    string Protect(string secret);

    /// <summary>Who would get a story if it were released now with this embargo.</summary>
    IReadOnlyList<Receiver> WhoGets(Db db, Story story, ReleaseAction action, Embargo usableFrom, Instant now);

    /// <summary>Sends a test advisory now, beside the queue: how it ended, and what was sent.</summary>
    Task<(AttemptResult Result, string Sent)> Try(Destination destination, CancellationToken stop);
}
