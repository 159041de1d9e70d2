using Dateline.Store;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dateline.Delivery.Portal;

/// <summary>
/// The portal, under <c>/clients</c>: where the people of the clients read the wire live, search it, take copy and pictures, and are told by mail. It shows what lies ready
/// for their client's destination of channel "portal", through the same gate as the API; whoever has seen a story is found by its kill.
/// </summary>
internal static class PortalModule
{
    internal const string Root = "/clients";
    internal const string Policy = "portal";

    private const string Folder = "/Clients";
    private static readonly string[] Doors = ["/Enter", "/Code", "/Join"];

    internal static void AddPortal(this IServiceCollection services)
    {
        services.AddSingleton(static p => new PortalHouse(p.GetRequiredService<DeliveryOptions>()));
        services.TryAddSingleton<SignInThrottle>();
        services.AddSingleton(static p => new PortalDoor(p.GetRequiredService<NewsStore>(), p.GetRequiredService<SignInThrottle>(), p.GetRequiredService<ISecretSeal>()));
        services.AddSingleton<PortalWire>();
        services.AddSingleton<AlertDesk>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, PortalSession>(PortalSession.Name, null);
        services.AddAuthorizationBuilder().AddPolicy(Policy, p => p.AddAuthenticationSchemes(PortalSession.Name).RequireAuthenticatedUser());
        services.AddAntiforgery(form =>
        {
            form.Cookie.Name = "dateline-form";
            form.Cookie.SameSite = SameSiteMode.Strict;
            form.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRazorPages(pages =>
        {
            pages.Conventions.AuthorizeFolder(Folder, Policy);
            foreach (var door in Doors) pages.Conventions.AllowAnonymousToPage(Folder + door);
            pages.Conventions.AddFolderApplicationModelConvention(Folder, page => page.Filters.Add(new PortalHeaders()));
        }).ConfigureApplicationPartManager(AddOwnPages);
    }

    internal static void MapPortal(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorPages();
        routes.MapGet(Root + "/assets/{file}", PortalAssets.Send).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(Root + "/events", PortalEvents.Send).RequireAuthorization(Policy).ExcludeFromDescription();
        routes.MapGet(Root + "/photos/{key}", PortalPhotos.Send).RequireAuthorization(Policy).ExcludeFromDescription();
        routes.MapGet(Root + "/download/{**guid}", PortalTaking.Download).RequireAuthorization(Policy).ExcludeFromDescription();
    }

    /// <summary>The pages are found in whatever program holds this module, once.</summary>
    private static void AddOwnPages(ApplicationPartManager parts)
    {
        var own = typeof(PortalModule).Assembly;
        if (parts.ApplicationParts.OfType<CompiledRazorAssemblyPart>().Any(p => p.Assembly == own)) return;
        foreach (var part in new ConsolidatedAssemblyApplicationPartFactory().GetApplicationParts(own)) parts.ApplicationParts.Add(part);
    }
}

/// <summary>The portal's door.</summary>
internal sealed class PortalDoor(NewsStore store, SignInThrottle throttle, ISecretSeal seal) : Door(store, throttle, seal, Entrance.Portal);
