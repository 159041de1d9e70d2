using Dateline.Ingest.Fetching;
using Dateline.Ingest.Fetching.Feed;
using Dateline.Ingest.Fetching.Mailbox;
using Dateline.Ingest.Fetching.Sftp;
using Dateline.Ingest.Folder;
using Dateline.Ingest.HttpPush;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Ingest;

/// <summary>Everything that comes in: what an application adds to take in news.</summary>
public static class IngestModule
{
    /// <summary>The policy that who sends items must meet.</summary>
    public const string Policy = "scope:intake";

    /// <summary>Adds <see cref="Intake"/> the watch over the sources' folders, and what fetches from servers. A <see cref="Store.NewsStore"/>, a <see cref="Store.SignIn.ISecretSeal"/> and an <see cref="IWayOut"/> must be registered.</summary>
    /// <param name="services">The services.</param>
    /// <param name="language">The newsroom's language; see <see cref="Intake"/>.</param>
    /// <param name="agencies">The agencies whose Dateline this one follows.</param>
    public static IServiceCollection AddIngest(this IServiceCollection services, News.Language? language = null, IReadOnlyList<Agency.FollowedAgency>? agencies = null)
    {
        if (agencies is { Count: > 0 }) services.AddHostedService(s => new Agency.AgencyService(agencies, s.GetRequiredService<Store.NewsStore>(), s.GetRequiredService<Intake>(), s.GetRequiredService<Microsoft.Extensions.Logging.ILogger<Agency.AgencyService>>()));
        services.AddSingleton(s => new Intake(s.GetRequiredService<Store.NewsStore>(), language));
        services.AddSingleton<FolderWatch>();
        services.AddHostedService<FolderService>();
        return services.AddConnectors();
    }

    /// <summary>The ways to fetch what a source has. Reading the list is reading from where news can be fetched.</summary>
    private static IServiceCollection AddConnectors(this IServiceCollection services)
    {
        services.AddSingleton<IConnector>(static s => new FeedConnector(s.GetRequiredService<IWayOut>(), TimeOf(s)));
        services.AddSingleton<IConnector>(static s => new SftpConnector(s.GetRequiredService<IWayOut>(), TimeOf(s)));
        services.AddSingleton<IConnector>(static s => new MailboxConnector(s.GetRequiredService<IWayOut>(), TimeOf(s)));
        services.AddSingleton<SourceLook>();
        services.AddHostedService<SourceService>();
        return services;
    }

    private static TimeProvider TimeOf(IServiceProvider services) => services.GetRequiredService<Store.NewsStore>().Clock.Time;

    /// <summary>Maps <c>POST /intake/{source}</c> and <c>PUT /intake/{source}/media/{name}</c>, for holders of <see cref="Policy"/>.</summary>
    public static IEndpointConventionBuilder MapIngest(this IEndpointRouteBuilder app)
    {
        var intake = app.MapGroup("/intake").RequireAuthorization(Policy).DisableAntiforgery();
        intake.MapPost("/{source}", ItemEndpoint.Post).WithName("PostItem");
        intake.MapPut("/{source}/media/{**name}", MediaEndpoint.Put).WithName("PutMedia");
        return intake;
    }
}
