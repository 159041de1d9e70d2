using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Staff;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Room;

/// <summary>The newsroom's own screens, under <c>/newsroom</c>: for people who signed in, each with the rights of their role.</summary>
internal static class RoomModule
{
    internal const string Policy = "newsroom";

    private const string Folder = "/Newsroom";
    private static readonly string[] Doors = ["/Enter", "/Code", "/SetUp", "/Join"];

    internal static void AddRoom(this IServiceCollection services)
    {
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<Door>();
        services.AddSingleton<DeskFeed>();
        services.AddSingleton<Log.LogCheck>();
        services.AddAuthorizationBuilder().AddPolicy(Policy, p => p.AddAuthenticationSchemes(StaffSession.Name).RequireAuthenticatedUser().RequireClaim(PersonClaims.Id));
    }

    internal static void AddRoomPages(this PageConventionCollection pages)
    {
        pages.AuthorizeFolder(Folder, Policy);
        foreach (var door in Doors) pages.AllowAnonymousToPage(Folder + door);
        pages.AddFolderApplicationModelConvention(Folder, page => page.Filters.Add(new RoomHeaders()));
    }

    internal static void MapRoom(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/newsroom/assets/{file}", RoomAssets.Send).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/newsroom/subjects", SubjectLookup.Send).RequireAuthorization(Policy).ExcludeFromDescription();
        routes.MapGet("/newsroom/when", LocalTime.Send).RequireAuthorization(Policy).ExcludeFromDescription();
        routes.MapGet("/newsroom/events", DeskEvents.Send).RequireAuthorization(Policy).ExcludeFromDescription();
    }
}
