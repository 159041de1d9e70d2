using Dateline.Newsroom.Api;
using Dateline.Newsroom.Staff;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom;

/// <summary>The desk: its HTTP API under <c>/api/v1</c>, the screens of those who work here under <c>/newsroom</c>, and pages that only show under <c>/staff</c>.</summary>
public static class NewsroomModule
{
    /// <summary>Adds what the module needs. The store must be among the services; whoever calls adds authentication by key.</summary>
    public static IServiceCollection AddNewsroom(this IServiceCollection services, NewsroomOptions? options = null)
    {
        options ??= new();
        services.AddSingleton(options);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusedAuthorization>();
        services.AddNewsroomOpenApi();
        services.AddStaffPages(options);
        return services;
    }

    /// <summary>Puts the module's endpoints on the map.</summary>
    public static IEndpointRouteBuilder MapNewsroom(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<NewsroomOptions>();
        var api = new ApiMap(routes, options);
        Desks.StoryDesk.Map(api);
        Desks.OwnFilters.Map(api);
        Desks.DayBudget.Map(api);
        Editing.StoryEdit.Map(api);
        Editing.StoryLock.Map(api);
        Editing.StoryAsking.Map(api);
        Editing.StoryLinks.Map(api);
        Editing.PhotoUpload.Map(api);
        Editing.StoryHistory.Map(api);
        Editing.StoryRemarks.Map(api);
        Editing.StoryChecking.Map(api);
        Editing.StoryTranslation.Map(api);
        Editing.StoryPageKind.Map(api);
        Outside.DraftLinkList.Map(api);
        Sending.StoryActions.Map(api);
        Sending.Reinstating.Map(api);
        Sending.WhoGets.Map(api);
        Sending.WaitingList.Map(api);
        Log.WireLogRead.Map(api);
        Log.AlarmBoard.Map(api);
        Wires.SourceList.Map(api);
        Wires.QuarantineDesk.Map(api);
        Wires.IncomingItems.Map(api);
        Wires.RouteList.Map(api);
        Outputs.ClientList.Map(api);
        Outputs.ClientKeyList.Map(api);
        Outputs.ClientPersonList.Map(api);
        Outputs.ProductList.Map(api);
        Outputs.FrontPins.Map(api);
        Outputs.StorySites.Map(api);
        Outputs.LiveEntries.Map(api);
        Sites.SiteThemeSetting.Map(api);
        Sites.SiteFileList.Map(api);
        Sites.SiteAdList.Map(api);
        Outputs.DestinationList.Map(api);
        Outputs.DeliveryList.Map(api);
        House.TemplateList.Map(api);
        House.TemplatePlanList.Map(api);
        House.ProfileList.Map(api);
        House.StyleCheck.Map(api);
        Vocabulary.VocabularyList.Map(api);
        Admin.KeyRing.Map(api);
        Admin.StaffDoor.Map(api);
        Admin.PeopleList.Map(api);
        Admin.NewsroomSearch.Map(api);
        Admin.SystemList.Map(api);
        routes.MapNewsroomOpenApi();
        routes.MapStaffPages();
        return routes;
    }
}
