using Jarvis.Contracts.Wire;
using MassTransit;

namespace Jarvis.ServiceDefaults.Bus;

/// <summary>What is the same at every endpoint on either transport: JSON as the wire has it, and poison to one queue.</summary>
internal static class BusPipeline
{
    public static void UseWireJson(IBusFactoryConfigurator bus)
    {
        bus.ConfigureJsonSerializerOptions(options =>
        {
            // MassTransit keeps one set of options per process and asks again for each bus.
            if (!options.Converters.Any(converter => converter is UtcInstantConverter)) WireJson.Apply(options);
            return options;
        });
        bus.UseRawJsonSerializer(RawSerializerOptions.AddTransportHeaders | RawSerializerOptions.CopyHeaders, isDefault: true);
        bus.UseRawJsonDeserializer(RawSerializerOptions.AddTransportHeaders | RawSerializerOptions.CopyHeaders, isDefault: true);
    }

    public static void UseDeadLetters(IReceiveEndpointConfigurator endpoint, DeadLetterFilter filter)
    {
        endpoint.PublishFaults = false;
        endpoint.ConfigureReceive(pipe => pipe.UseFilter<ReceiveContext>(new RefusalFilter(filter)));
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(filter));
        endpoint.ConfigureError(pipe => pipe.UseFilter(filter));
    }
}
