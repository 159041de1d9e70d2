using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Dateline.Newsroom.Staff;

internal static class StaffPages
{
    internal const string Policy = "staff";
    internal const string DocsPolicy = "newsroom-docs";

    internal static void AddStaffPages(this IServiceCollection services, NewsroomOptions options)
    {
        services.AddAuthorizationBuilder().AddPolicy(DocsPolicy, p => p.AddAuthenticationSchemes(options.KeyScheme).RequireAuthenticatedUser());
    }

    internal static void MapStaffPages(this IEndpointRouteBuilder routes) { }
}
