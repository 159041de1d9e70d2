using Dateline.Delivery.Dispatch;
using Dateline.News;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Dateline.Delivery;

/// <summary>What is released reaches the clients: the dispatcher and its channels.</summary>
public static class DeliveryModule
{
    /// <summary>Adds the dispatcher as a hosted service. The store must be among the services.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services, Func<IServiceProvider, DeliveryOptions> options)
    {
        services.AddSingleton(options);
        services.AddSingleton(static p => p.GetRequiredService<Func<IServiceProvider, DeliveryOptions>>()(p));
        services.AddSingleton(static p => DeliveryChannels.All(p.GetRequiredService<DeliveryOptions>()));
        services.AddSingleton<Dispatcher>();
        services.AddHostedService<DispatcherService>();
        return services;
    }

    /// <summary>A new secret for a push, as its client is told it once.</summary>
    public static string NewSecret() => Channels.HttpPush.StandardWebhooks.NewSecret();

    /// <summary>What is wrong with what a person set of a destination; null: nothing.</summary>
    public static Refusal? WhyNot(DeliveryChannels channels, string channel, string format, string options, string? secret)
    {
        if (channels.Find(channel) is not { } known) return new("channel-unknown", $"There is no channel \"{channel}\". Nothing was saved. There are: {string.Join(", ", channels.Names)}.", "channel");
        if (Formats.WireFormats.Writer(format) is null) return new("format-unknown", $"No format \"{format}\" is written here. Nothing was saved. There are: {string.Join(", ", Formats.WireFormats.Writers.Select(w => w.Name))}.", "format");
        if (secret is not null && !Channels.HttpPush.StandardWebhooks.IsSecret(secret)) return new("secret-bad", "The secret is not one: 24 to 64 bytes in base64, with or without whsec_ in front. Nothing was saved.", "secret");
        return known.WhyNot(options, secret is not null);
    }

    private sealed class DispatcherService(Dispatcher dispatcher) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => dispatcher.RunAsync(stoppingToken);
    }
}
