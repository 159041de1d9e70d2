using Dateline.Ingest.Routing;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Stories;
using Dateline.Store.Writing;

namespace Dateline.Ingest.Matching;

/// <summary>One arrival in the writer's turn: the transaction, where it came from, and what was worked out before.</summary>
internal sealed class Turn(StoreTransaction tx, Source source, SourceSettings settings, RouteBook book, PreparedItem prepared, NewsItem item)
{
    internal StoreTransaction Tx => tx;
    internal Db Db => tx.Db;
    internal Source Source => source;
    internal SourceSettings Settings => settings;
    internal NewsItem Item => item;

    /// <summary>Who acts: the wire itself.</summary>
    internal string By { get; } = "source:" + source.Code;

    /// <summary>The arrival's id, so that alarms can name it before it is written.</summary>
    internal Guid Id { get; } = tx.Ids.NewId();

    /// <summary>Where the routes send it.</summary>
    internal RoutePlan Plan { get; } = prepared.Plan is { } plan && ReferenceEquals(plan.Book, book) ? plan : book.Plan(item, source.Code, settings);

    /// <summary>What a story made of it says.</summary>
    internal StoryContent Content => Plan.Content;

    /// <summary>Who sent it, for readers.</summary>
    internal string Provider => item.Provider?.Name ?? source.Name;

    internal void Alarm(string kind, string text, Guid? story = null) => Alarms.Raise(tx, kind, text, story, Id);

    /// <summary>Releases in the wire's name.</summary>
    internal Outcome<IReadOnlyList<Released>> Release(Story story, ReleaseAction action, Func<ReleaseOrder, ReleaseOrder>? change = null, StoryContent? content = null) =>
        Releases.Release(tx, Request(story, action, change) with { Content = content });

    /// <summary>A release in the wire's name.</summary>
    internal ReleaseRequest Request(Story story, ReleaseAction action, Func<ReleaseOrder, ReleaseOrder>? change = null)
    {
        var order = new ReleaseOrder { Action = action, By = By };
        return new ReleaseRequest { Story = story.Id, Order = change?.Invoke(order) ?? order, SourceVersion = item.Version };
    }
}

/// <summary>How a story is called where people read of it: never by its text.</summary>
internal static class Naming
{
    internal static string Name(Story story) => story.Content.Slugline?.Text ?? story.SourceGuid ?? story.Guid;

    internal static string Name(NewsItem item) => item.Content.Slugline?.Text ?? item.Guid;
}
