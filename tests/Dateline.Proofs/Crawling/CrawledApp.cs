using System.Collections.Concurrent;
using Dateline.App.Serving;
using Dateline.App.Settings;
using Dateline.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dateline.Proofs.Crawling;

/// <summary>The whole program in this process, over a store whose clock may stand still, with what it logs at hand.</summary>
internal sealed class CrawledApp : IAsyncDisposable
{
    /// <summary>The host name of a second site, which has all that the first has.</summary>
    internal const string SecondHost = "second.example";

    private readonly WebApplication _app;

    private CrawledApp(WebApplication app, LogLines log) => (_app, Log) = (app, log);

    internal LogLines Log { get; }

    internal Uri Address => new(_app.Urls.First());

    internal IEnumerable<EndpointDataSource> Routes => ((IEndpointRouteBuilder)_app).DataSources;

    internal IServiceProvider Services => _app.Services;

    /// <summary>Builds it; it does not listen yet.</summary>
    internal static CrawledApp Build(NewsStore store)
    {
        var (settings, problems) = ServerSettings.Read(store.Options.Folder, null, new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["sites:0:code"] = "second",
            ["sites:0:name"] = "The Second Site",
            ["sites:0:url"] = "https://" + SecondHost,
            ["sites:0:sections:0:slug"] = "world",
            ["sites:0:sections:0:name"] = "World",
            ["sites:0:sections:0:filter"] = "everything",
        });
        var log = new LogLines();
        return new CrawledApp(Server.Build(settings ?? throw new InvalidOperationException(string.Join(' ', problems)), store, builder => builder.Logging.ClearProviders().AddProvider(log)), log);
    }

    internal async Task<CrawledApp> StartAsync()
    {
        await _app.StartAsync();
        return this;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed class LogLines : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> _lines = [];

        internal IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => new Writer(categoryName, _lines);

        public void Dispose() { }

        private sealed class Writer(string category, ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
            public bool IsEnabled(LogLevel logLevel) => true;
            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
        }
    }
}
