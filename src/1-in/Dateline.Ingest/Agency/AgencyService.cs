using Dateline.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dateline.Ingest.Agency;

/// <summary>Follows every agency for as long as the server runs, each by itself: one that does not answer is asked again, ever less often up to once a minute.</summary>
internal sealed partial class AgencyService(IReadOnlyList<FollowedAgency> agencies, NewsStore store, Intake intake, ILogger<AgencyService> log) : BackgroundService
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(agencies.Select(agency => Follow(agency, stoppingToken)));

    /// <summary>How what we connect with behaves: it follows no redirects, keeps no cookies, and knows no proxy.</summary>
    internal static HttpMessageHandler Handler() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = System.Net.DecompressionMethods.None, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

    private async Task Follow(FollowedAgency agency, CancellationToken stop)
    {
        using var follower = new AgencyFollower(store, intake, agency, Handler());
        var pause = Shortest;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (await Try(follower, stop) is not { } trouble)
                {
                    pause = Shortest;
                    continue;
                }
                StepFailed(log, agency.Source, trouble);
                await Task.Delay(pause, store.Clock.Time, stop);
                pause = pause * 2 < Longest ? pause * 2 : Longest;
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    /// <summary>Null: it went well; else what did not.</summary>
    private static async Task<string?> Try(AgencyFollower follower, CancellationToken stop)
    {
        try
        {
            return (await follower.Step(wait: true, stop)).Refusal?.Message;
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException or StoreException or System.Data.Common.DbException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            return trouble.Message;
        }
    }

    [LoggerMessage(2, LogLevel.Warning, "The agency of source {Source} could not be followed: {Trouble} It is asked again.")]
    private static partial void StepFailed(ILogger log, string source, string trouble);
}
