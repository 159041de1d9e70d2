using Dateline.Delivery.Dispatch;
using Dateline.Delivery.Duty;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dateline.Delivery;

/// <summary>What is released reaches the clients: the dispatcher and its channels.</summary>
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
        services.AddSingleton<DutyDesk>();
        services.AddHostedService<DutyService>();
        return services;
    }

    private sealed class DispatcherService(Dispatcher dispatcher) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => dispatcher.RunAsync(stoppingToken);
    }

    private sealed class DutyService(DutyDesk duty) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => duty.RunAsync(stoppingToken);
    }
}
