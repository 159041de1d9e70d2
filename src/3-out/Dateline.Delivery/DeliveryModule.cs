using Dateline.Delivery.Dispatch;
using Dateline.Delivery.Duty;
using Dateline.Delivery.Portal;
using Dateline.Delivery.Wire;
using Dateline.Store;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dateline.Delivery;

/// <summary>What is released reaches the clients: the dispatcher and its channels, and the API by which clients read.</summary>
public static class DeliveryModule
{
    /// <summary>Adds the dispatcher as a hosted service. The store must be among the services.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services, Func<IServiceProvider, DeliveryOptions> options)
    {
        services.AddSingleton<DeliveryOptions>(options);
        services.AddSingleton(static p => DeliveryChannels.All(p.GetRequiredService<DeliveryOptions>()));
        services.AddSingleton<DestinationCheck>();
        services.AddSingleton<Dispatcher>();
        services.AddHostedService<DispatcherService>();
        AddWire(services);
        services.AddPortal();
        services.AddSingleton<DutyDesk>();
        services.AddHostedService<DutyService>();
        services.AddHostedService<AlertService>();
        return services;
    }

    /// <summary>Puts the API for clients' programs and the portal for their people on the map.</summary>
    public static IEndpointRouteBuilder MapDelivery(this IEndpointRouteBuilder routes)
    {
        MapWire(routes);
        routes.MapPortal();
        return routes;
    }

    internal static void MapWire(IEndpointRouteBuilder routes) => routes.ServiceProvider.GetRequiredService<WireApi>().Map(routes);

    internal static void AddWire(IServiceCollection services)
    {
        services.AddSingleton(static p => p.GetRequiredService<DeliveryOptions>().Wire);
        services.AddSingleton<Renditions>();
        services.AddSingleton<WirePositions>();
        services.AddSingleton<WireKeys>();
        services.AddSingleton<WireFeed>();
        services.AddSingleton<WireItems>();
        services.AddSingleton<WireHub>();
        services.AddSingleton<WireStream>();
        services.AddSingleton<WireChain>();
        services.AddSingleton<WireApi>();
        services.AddHostedService(static p => p.GetRequiredService<WireHub>());
    }

    private sealed class DispatcherService(Dispatcher dispatcher) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => dispatcher.RunAsync(stoppingToken);
    }

    private sealed class AlertService(AlertDesk alerts) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => alerts.RunAsync(stoppingToken);
    }

    private sealed class DutyService(DutyDesk duty) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => duty.RunAsync(stoppingToken);
    }
}
