using Dateline.Newsroom.Persons;
using Dateline.Newsroom.Staff;
using Dateline.Store;
using Dateline.Store.Keeping;
using Dateline.Store.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Dateline.Newsroom.Room;

/// <summary>The newsroom's own screens, under <c>/newsroom</c>: for people who signed in, each with the rights of their role.</summary>
internal static class RoomModule
{
    internal const string Policy = "newsroom";

    private const string Folder = "/Newsroom";
    private static readonly string[] Doors = ["/Enter", "/Entered", "/Code", "/SetUp", "/Join"];

    internal static void AddRoom(this IServiceCollection services, NewsroomOptions options)
    {
        services.TryAddSingleton<SignInThrottle>();
        services.AddSingleton(static p => new Door(p.GetRequiredService<NewsStore>(), p.GetRequiredService<SignInThrottle>(), p.GetRequiredService<ISecretSeal>(), Entrance.Newsroom));
        services.AddPasskeys();
        if (options.SignIn is { } service) services.AddServiceDoor(service);
        services.AddSingleton<DeskFeed>();
        services.AddSingleton<Outside.DraftLimits>();
        services.AddSingleton<Log.LogCheck>();
        services.AddSingleton<Vocabulary.VocabularyFollower>();
        services.AddHostedService(static p => p.GetRequiredService<Vocabulary.VocabularyFollower>());
        services.AddAuthorizationBuilder().AddPolicy(Policy, p => p.AddAuthenticationSchemes(StaffSession.Name).RequireAuthenticatedUser().RequireClaim(PersonClaims.Id));
    }

    /// <summary>The framework's own handler, over our people: a passkey must be one that asks its owner who they are, and that needs no name typed first.</summary>
    private static void AddPasskeys(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddIdentityCore<Person>().AddUserStore<PasskeyKeeper>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            (passkeys.UserVerificationRequirement, passkeys.ResidentKeyRequirement) = ("required", "required");
            // Our pages name no referrer, so a browser sends "null" as the origin of their forms: the device's own word is held against where we are.
            passkeys.ValidateOrigin = static asked => ValueTask.FromResult(!asked.CrossOrigin && asked.Origin == $"{asked.HttpContext.Request.Scheme}://{asked.HttpContext.Request.Host}");
        });
        services.AddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        services.AddScoped<PasskeyDoor>();
    }

    internal static void AddRoomPages(this PageConventionCollection pages)
    {
        pages.AuthorizeFolder(Folder, Policy);
        foreach (var door in Doors) pages.AllowAnonymousToPage(Folder + door);
        pages.AddFolderApplicationModelConvention(Folder, page => page.Filters.Add(new RoomHeaders()));
    }

    /// <summary>The page that shows a draft to somebody outside: whoever has its address.</summary>
    internal static void AddOutsidePages(this PageConventionCollection pages) =>
        pages.AllowAnonymousToFolder("/Outside").AddFolderApplicationModelConvention("/Outside", page => page.Filters.Add(new Outside.DraftHeaders()));

    internal static void MapRoom(this IEndpointRouteBuilder routes, NewsroomOptions options)
    {
        if (options.SignIn is not null) routes.MapGet(ServiceDoor.Begins, ServiceDoor.Begin).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/newsroom/assets/{file}", RoomAssets.Send).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/newsroom/subjects", SubjectLookup.Send).RequireAuthorization(Policy).ExcludeFromDescription();
        routes.MapGet("/newsroom/places", PlaceLookup.Send).RequireAuthorization(Policy).ExcludeFromDescription();
        routes.MapGet("/newsroom/dateline", DatelineLookup.Send).RequireAuthorization(Policy).ExcludeFromDescription();
        routes.MapGet("/newsroom/photos/{id}", PhotoLook.Send).RequireAuthorization(Policy).ExcludeFromDescription();
        routes.MapGet("/newsroom/colleagues", Colleagues.Send).RequireAuthorization(Policy).ExcludeFromDescription();
        routes.MapGet("/newsroom/when", LocalTime.Send).RequireAuthorization(Policy).ExcludeFromDescription();
        routes.MapGet("/newsroom/proof", Proof.Offer).RequireAuthorization(Policy).ExcludeFromDescription();
        routes.MapPost("/newsroom/proof", Proof.Take).RequireAuthorization(Policy).ExcludeFromDescription();
        routes.MapGet("/newsroom/events", DeskEvents.Send).RequireAuthorization(Policy).ExcludeFromDescription();
    }
}
