using System.Text.Json.Nodes;
using Dateline.News;
using Dateline.Store.Database;
using Dateline.Store.Intake;
using Dateline.Store.Keeping;
using Dateline.Store.Writing;

namespace Dateline.Newsroom.Tests;

/// <summary>An intake that keeps what it is given, and answers what it is told.</summary>
internal sealed class FakeIntake : IQuarantineRetry, IRouteBook, ISourceSettings
{
    internal Outcome<QuarantineRetried> Answer { get; set; } = new QuarantineRetried("new-story", null);

    internal int Tried { get; private set; }

    public Task<Outcome<QuarantineRetried>> TryAgain(Guid id, string by, CancellationToken stop)
    {
        Tried++;
        return Task.FromResult(Answer);
    }

    public string Read(Db db) => Settings.Get(db, "test-routes") ?? "[]";

    public Outcome<string> InWords(string routes) => routes;

    public Refusal? Replace(StoreTransaction tx, string routes, string by)
    {
        if (routes.Contains("is is", StringComparison.Ordinal)) return new("routes-unreadable", "The filter can't be read. Nothing was saved.", "/0/when");
        Settings.Set(tx, "test-routes", routes);
        return JsonNode.Parse(routes)!.AsArray().All(r => r is JsonObject) ? null : new("routes-unreadable", "A route must be an object. Nothing has changed.");
    }

    public Outcome<IReadOnlyList<RouteTried>> Try(Db db, string routes, Instant since, int most) => Items.Latest(db, Instant.FarFuture, most).Where(i => i.Received >= since)
        .Select(i => new RouteTried(i, "np", new("news", "incoming", null), new("world", "incoming", null))).ToList();

    public Refusal? WhyNot(string settings, string? before) => settings.Contains("bad", StringComparison.Ordinal) ? new("settings-unreadable", "There is no such setting. Nothing has changed.", "settings") : null;
}
