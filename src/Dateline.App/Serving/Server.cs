using Dateline.App.Security;
using Dateline.App.Settings;
using Dateline.Delivery;
using Dateline.Ingest;
using Dateline.Newsroom;
using Dateline.Site;
using Dateline.Store;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using OpenTelemetry.Metrics;

namespace Dateline.App.Serving;

/// <summary>The one program: the store, and around it the modules in the order in which a story meets them.</summary>
internal static class Server
{
    private const int ThreadsPerProcessor = 4;

    internal static WebApplication Build(ServerSettings settings, NewsStore store, Action<WebApplicationBuilder>? more = null)
    {
        SpareThreads();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "dateline", ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        Listen(builder, settings);
        var trouble = new RecentTrouble(store.Clock.Time);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddOneLineConsole().AddProvider(trouble);
        builder.Services.AddSingleton<ISystemHealth>(new Doctoring.RunningHealth(store, settings, trouble));
        builder.Services.AddSingleton<IBackups>(new BackupDesk(store, settings));
        builder.Services.AddSingleton(store);
        builder.Services.AddSingleton(store.Clock.Time);
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme_, null);
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton<IAuthorizationPolicyProvider, ScopePolicies>();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter("Dateline", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime").AddPrometheusExporter());
        builder.Services.AddDataProtection().SetApplicationName("dateline").AddKeyManagementOptions(keys => keys.XmlRepository = new KeysInStore(store));
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        AddModules(builder.Services, settings);
        more?.Invoke(builder);

        var app = builder.Build();
        if (settings.TrustedProxy is { } proxy) app.UseForwardedHeaders(Forwarded(proxy));
        app.Use(OneLength);
        app.Use((context, next) => KnownHost(context, settings, next));
        app.UseSiteCache();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/healthz", (NewsStore s) => s.Log.IsConfirmed ? Results.Text("ok\n") : Results.Text("the database does not answer\n", statusCode: 503));
        app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization("scope:metrics");
        app.MapIngest();
        app.MapNewsroom();
        app.MapDelivery();
        app.MapSite();
        return app;
    }

    /// <summary>
    /// Reads of the store wait for the disk on the thread that asks. With no more threads than processors one such wait holds up half of all who are to be told of a flash,
    /// until the pool, half a second later, makes another.
    /// </summary>
    private static void SpareThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, ThreadsPerProcessor * Environment.ProcessorCount), completions);
    }

    private static void AddModules(IServiceCollection services, ServerSettings settings)
    {
        services.AddIngest(settings.Language, settings.Agencies);
        services.AddNewsroom(new NewsroomOptions
        {
            KeyScheme = ApiKeyAuthentication.Scheme_,
            Provider = new News.Provider(settings.SiteUrl.ToString(), settings.Organisation),
            TimeZone = settings.Site.TimeZone,
            Sites = [.. settings.Sites.Select(s => new NewsroomSite(s.Code ?? SiteOptions.Main, s.Name, [.. s.Sections.Select(p => p.Choice with { IsOutOfMenu = s.Menu.Count > 0 && !s.Menu.Contains(p.Slug) })]) { Languages = s.Languages, Address = s.BaseUrl })],
            Language = settings.Language,
            UndoWindow = settings.UndoWindow,
            SignIn = settings.SignIn is { } service ? service with { Handler = Outbound.Handler(settings.AllowedNetworks) } : null,
        });
        services.AddSites(settings.Sites);
        services.AddDelivery(provider => new DeliveryOptions
        {
            Provider = new News.Provider(settings.SiteUrl.ToString(), settings.Organisation),
            AllowedNetworks = settings.AllowedNetworks,
            Folders = settings.DeliveryFolders,
            Mail = settings.Mail is { } mail ? mail with { SenderName = settings.Organisation } : null,
            DutyAddresses = settings.DutyAddresses,
            Webhook = settings.Webhook,
            Portal = new() { BaseUrl = settings.SiteUrl, TimeZone = settings.Site.TimeZone, LogoFile = settings.PortalLogo, Colour = settings.PortalColour },
            OpenSecret = provider.GetRequiredService<IDataProtectionProvider>().CreateProtector(Store.Deliveries.Destination.SecretPurpose).Unprotect,
            DrawPhoto = provider.GetRequiredService<Site.Media.SmallerPhotos>().Within,
        });
        services.AddSingleton<Store.SignIn.ISecretSeal, SecretSeal>();
        services.AddSingleton<IWayOut>(new WayOut(settings.AllowedNetworks));
        services.AddSingleton<IOutputs, Outputs>();
        services.AddSingleton<IQuarantineRetry, QuarantineRetry>();
        services.AddSingleton<IRouteBook, RouteBook>();
        services.AddSingleton<ISitePreview, FrontPreview>();
        services.AddSingleton<ISiteThemes, SiteThemeDesk>();
        services.AddSingleton<ISectionCheck, SectionDesk>();
        services.AddSingleton<ISourceSettings, SourceCheck>();
        services.AddHostedService<TimetableService>();
        services.AddHostedService<SearchService>();
        services.AddHostedService<HeadSigningService>();
        services.AddHostedService<IdleMemory>();
    }

    private static void Listen(WebApplicationBuilder builder, ServerSettings settings)
    {
        builder.WebHost.UseUrls([.. settings.Urls.Select(u => u.ToString())]);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 40 * 1024 * 1024;
            kestrel.Limits.MaxConcurrentConnections = 10_000;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            if (settings.CertificateFile is { } certificate)
                kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPemFile(certificate, settings.CertificateKeyFile));
        });
    }

    private static ForwardedHeadersOptions Forwarded(System.Net.IPAddress proxy)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownProxies.Clear();
        options.KnownProxies.Add(proxy);
        return options;
    }

    /// <summary>
    /// A request that states its length twice, as a number and by chunks, is read in one way by a proxy and in another by a server: it is refused (RFC 9112 §6.3).
    /// Kestrel would follow the chunks, and moves the number to a header of its own.
    /// </summary>
    private static Task OneLength(HttpContext context, RequestDelegate next)
    {
        var headers = context.Request.Headers;
        if (headers.TransferEncoding.Count == 0 || headers.ContentLength is null && !headers.ContainsKey("X-Content-Length")) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.Headers.Connection = "close";
        return context.Response.WriteAsync("A request states its length once.\n");
    }

    /// <summary>A request for a host we do not serve is refused: nothing may be built from a name that a stranger chose.</summary>
    private static Task KnownHost(HttpContext context, ServerSettings settings, RequestDelegate next)
    {
        if (settings.Hosts.Contains(context.Request.Host.Host)) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync("This host is not served here.\n");
    }
}
