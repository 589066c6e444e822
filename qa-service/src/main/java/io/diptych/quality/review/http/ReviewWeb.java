package io.diptych.quality.review.http;

import io.diptych.quality.review.DeskOpen;
import io.diptych.quality.review.ReviewProperties;
import io.diptych.quality.review.Reviewer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Where the page is, and who may ask the interface behind it.
@DeskOpen
@Configuration(proxyBeanMethods = false)
class ReviewWeb implements WebMvcConfigurer {
    private static final String REVIEWER = ReviewWeb.class.getName() + ".reviewer";
    private static final String INTERFACE = "/api/review/**";
    private static final String PAGE = "/review/**";
    /// Not under `/static`, which every service in this process would serve.
    private static final String PAGE_FILES = "classpath:/io/diptych/quality/review/page/";
    /// Scripts and styles of ours alone; images only as the script has fetched them with the reviewer's token.
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                    + " media-src blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final TokenGate gate;

    ReviewWeb(ReviewProperties terms) {
        this.gate = new TokenGate(terms.reviewers());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Headers()).addPathPatterns("/review", PAGE, INTERFACE);
        registry.addInterceptor(new Door(gate)).addPathPatterns(INTERFACE);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new WhoAsks());
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(PAGE).addResourceLocations(PAGE_FILES).setCacheControl(CacheControl.noCache());
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/review", "/review/");
        registry.addViewController("/review/").setViewName("forward:/review/index.html");
    }

    private record Headers() implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            response.setHeader("Content-Security-Policy", POLICY);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Referrer-Policy", "no-referrer");
            response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
            response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
            return true;
        }
    }

    private record Door(TokenGate gate) implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            Reviewer reviewer =
                    gate.reviewer(request.getHeader(HttpHeaders.AUTHORIZATION)).orElseThrow(Unauthorized::new);
            request.setAttribute(REVIEWER, reviewer);
            return true;
        }
    }

    private record WhoAsks() implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Reviewer.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer model,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            Object reviewer = request.getAttribute(REVIEWER, RequestAttributes.SCOPE_REQUEST);
            if (reviewer == null) {
                throw new Unauthorized();
            }
            return reviewer;
        }
    }
}
