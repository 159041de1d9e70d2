using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Room;
using Dateline.Store;
using Dateline.Store.Intake;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Staff;

/// <summary>The staff's pages: what comes, what went out, what needs a look. They only show; nothing is changed here.</summary>
internal static class StaffModule
{
    internal const string Policy = "staff";
    internal const string DocsPolicy = "newsroom-docs";

    private const string Folder = "/Staff";

    internal static void AddStaffPages(this IServiceCollection services, NewsroomOptions options)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, StaffSession>(StaffSession.Name, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policy, p => p.AddAuthenticationSchemes(StaffSession.Name).RequireAuthenticatedUser())
            .AddPolicy(DocsPolicy, p => p.AddAuthenticationSchemes(StaffSession.Name, options.KeyScheme).RequireAuthenticatedUser());
        services.AddRoom(options);
        services.AddAntiforgery(form =>
        {
            form.Cookie.Name = "dateline-form";
            form.Cookie.SameSite = SameSiteMode.Strict;
            form.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddRazorPages(pages =>
        {
            pages.Conventions.AuthorizeFolder(Folder, Policy);
            pages.Conventions.AllowAnonymousToPage(Folder + "/Enter");
            pages.Conventions.AddRoomPages();
            pages.Conventions.AddOutsidePages();
            pages.Conventions.AddFolderApplicationModelConvention(Folder, page => page.Filters.Add(new StaffHeaders()));
        }).ConfigureApplicationPartManager(AddOwnPages);
    }

    /// <summary>The pages are found in whatever program holds this module, once.</summary>
    private static void AddOwnPages(ApplicationPartManager parts)
    {
        var own = typeof(StaffModule).Assembly;
        if (parts.ApplicationParts.OfType<CompiledRazorAssemblyPart>().Any(p => p.Assembly == own)) return;
        foreach (var part in new ConsolidatedAssemblyApplicationPartFactory().GetApplicationParts(own)) parts.ApplicationParts.Add(part);
    }

    internal static void MapStaffPages(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorPages();
        routes.MapRoom(routes.ServiceProvider.GetRequiredService<NewsroomOptions>());
        routes.MapGet("/staff/media/{key}", Media).RequireAuthorization(Policy).ExcludeFromDescription();
    }

    /// <summary>Whether a picture is there for whoever asks: one of the stories that show it is, or none shows it yet.</summary>
    private static bool IsSeen(HttpContext http, NewsStore store, List<Store.Stories.Story> shownBy)
    {
        var (rights, now) = (DeskRights.Of(http.User), store.Clock.Now());
        return shownBy.Count == 0 || shownBy.Any(s => rights.Sees(s, now));
    }

    /// <summary>A picture as the newsroom may see it: before its embargo, and while it is held.</summary>
    private static async Task Media(HttpContext http)
    {
        var store = http.RequestServices.GetRequiredService<NewsStore>();
        var key = (string?)http.Request.RouteValues["key"] ?? "";
        var (file, bytes) = store.Read(db => MediaFiles.Find(db, key) is { } found && IsSeen(http, store, MediaFiles.ShownBy(db, key)) ? (found, MediaFiles.Bytes(db, found.Sha)) : default);
        http.Response.Headers.CacheControl = "no-store";
        if (file is null || bytes is null || !file.ContentType.StartsWith("image/", StringComparison.Ordinal) || file.ContentType.Contains("svg", StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = file.ContentType;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted).ConfigureAwait(false);
    }
}
